import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { switchLocale, useTexts } from '../../i18n/index.ts';
import classes from './outside.module.css';

/** The sheet of the pages before sign-in: brand, title, content, and the other language unless the content itself asks for it. */
export function Outside({
  title,
  children,
  ownLanguage = false,
}: {
  title: string;
  children: ReactNode;
  ownLanguage?: boolean;
}) {
  const { t, locale } = useTexts();
  const other = locale === 'de' ? 'en' : 'de';
  useEffect(() => {
    document.title = `${title} · Poststelle`;
  }, [title]);
  return (
    <main className={classes.outside}>
      <div className={classes.sheet}>
        <div className={classes.brand}>
          <img src="/icon.svg" alt="" width={28} height={28} />
          Poststelle
        </div>
        <h1 className={classes.title}>{title}</h1>
        {children}
      </div>
      {!ownLanguage && (
        <Anchor component="button" type="button" size="sm" lang={other} onClick={() => void switchLocale(other)}>
          {t(`common.name.language.${other}`)}
        </Anchor>
      )}
    </main>
  );
}
