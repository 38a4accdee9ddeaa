import { Button } from '@mantine/core';
import { IconFilterOff, IconInbox, IconSearchOff } from '@tabler/icons-react';
import { useTexts } from '../../i18n/index.ts';
import { EmptyState } from '../../parts/states.tsx';
import type { Asked } from './list-search.ts';

/** Why the list is empty: nothing in this view, or nothing that matches search and filters. */
export function ListEmpty({ asked, onClear }: { asked: Asked; onClear: () => void }) {
  const { t } = useTexts();
  const { view, q, filter } = asked;
  const filtered = Object.keys(filter).length > 0;
  if (q === '' && !filtered)
    return (
      <EmptyState icon={<IconInbox size={28} stroke={1.5} aria-hidden />} title={t(`tickets.empty.${view}`)}>
        {t(`tickets.empty.${view}Hint`)}
      </EmptyState>
    );
  const Icon = filtered ? IconFilterOff : IconSearchOff;
  return (
    <EmptyState
      icon={<Icon size={28} stroke={1.5} aria-hidden />}
      title={filtered ? t('tickets.empty.filter') : t('tickets.empty.search', { q })}
      action={
        <Button variant="default" onClick={onClear}>
          {filtered ? t('tickets.empty.filterClear') : t('tickets.empty.searchClear')}
        </Button>
      }
    >
      {filtered ? t('tickets.empty.filterHint') : t('tickets.empty.searchHint')}
    </EmptyState>
  );
}
