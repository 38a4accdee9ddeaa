import { TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTexts } from '../i18n/index.ts';
import classes from './page-header.module.css';

/** The head of a page: its title (also the window's), one primary action, a search that `/` reaches, and filters beside it. */
export function PageHeader(props: {
  title: string;
  about?: ReactNode;
  action?: ReactNode;
  search?: { value: string; label: string; onChange: (value: string) => void };
  children?: ReactNode;
}) {
  const { t } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  // On German keyboards `/` is Shift+7.
  const find = () => input.current?.focus();
  useHotkeys([
    ['/', find],
    ['shift+/', find],
  ]);
  useEffect(() => {
    document.title = `${props.title} · Poststelle`;
  }, [props.title]);
  const { search } = props;
  return (
    <header className={classes.header}>
      <div className={classes.words}>
        <h1 className={classes.title}>{props.title}</h1>
        {props.about && <p className={classes.about}>{props.about}</p>}
      </div>
      {props.children}
      {search && (
        <TextInput
          ref={input}
          type="search"
          className={classes.search}
          aria-label={search.label}
          placeholder={t('common.search')}
          leftSection={<IconSearch size={15} aria-hidden />}
          rightSection={<kbd className={classes.key}>/</kbd>}
          value={search.value}
          onChange={(event) => search.onChange(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        />
      )}
      {props.action}
    </header>
  );
}
