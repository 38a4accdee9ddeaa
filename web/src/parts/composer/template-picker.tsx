import { Button, Combobox, useCombobox } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FilledTemplate } from '../../../../src/api/contract/writing.ts';
import { useTexts } from '../../i18n/index.ts';
import { answerTemplatesQuery } from '../../queries.ts';
import { notifyError } from '../notify.ts';
import classes from './composer.module.css';

/** Searches the templates for answers and hands over the chosen one as `fill` has the desk fill it in. Nothing is shown while the desk has none. */
export function TemplatePicker({
  fill,
  onFilled,
}: {
  fill: (templateId: number) => Promise<FilledTemplate>;
  onFilled: (filled: FilledTemplate) => void;
}) {
  const { t, locale } = useTexts();
  const [search, setSearch] = useState('');
  const templates = useQuery(answerTemplatesQuery);
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setSearch('');
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const filling = useMutation({ mutationFn: fill, onSuccess: onFilled, onError: notifyError });
  const rows = templates.data?.rows ?? [];
  if (rows.length === 0) return null;
  const words = search.trim().toLowerCase();
  const found = rows.filter(({ name, texts }) =>
    [name, texts[locale]?.subject, texts[locale]?.text].some((text) => text?.toLowerCase().includes(words)),
  );
  return (
    <Combobox
      store={combobox}
      width={320}
      position="top-start"
      onOptionSubmit={(id) => {
        combobox.closeDropdown();
        filling.mutate(Number(id));
      }}
    >
      <Combobox.Target targetType="button">
        <Button
          variant="default"
          size="sm"
          loading={filling.isPending}
          leftSection={<IconTemplate size={15} aria-hidden />}
          onClick={() => combobox.toggleDropdown()}
        >
          {t('writing.templates')}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <div role="dialog" aria-label={t('writing.templates')}>
          <Combobox.Search
            value={search}
            placeholder={t('writing.templateSearch')}
            aria-label={t('writing.templateSearch')}
            onChange={(event) => {
              setSearch(event.currentTarget.value);
              combobox.updateSelectedOptionIndex();
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              // The composer would fold, too.
              event.stopPropagation();
              combobox.closeDropdown();
              combobox.focusTarget();
            }}
          />
          <Combobox.Options mah={260} className={classes.templateList} aria-label={t('writing.templates')}>
            {found.length === 0 && <Combobox.Empty>{t('writing.templateNone')}</Combobox.Empty>}
            {found.map(({ id, name, texts }) => (
              <Combobox.Option key={id} value={String(id)}>
                <div>{name}</div>
                <div className={classes.templateStart}>
                  {(texts[locale] ?? texts.de ?? texts.en)?.text.slice(0, 120)}
                </div>
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </div>
      </Combobox.Dropdown>
    </Combobox>
  );
}
