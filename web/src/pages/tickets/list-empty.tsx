import { Button } from '@mantine/core';
import { IconInbox, IconSearchOff } from '@tabler/icons-react';
import { useTexts } from '../../i18n/index.ts';
import { EmptyState } from '../../parts/states.tsx';
import type { View } from './use-ticket-list.ts';

/** Why the list is empty: nothing in this view, or nothing that matches the search. */
export function ListEmpty({ view, q, onClear }: { view: View; q: string; onClear: () => void }) {
  const { t } = useTexts();
  if (q !== '')
    return (
      <EmptyState
        icon={<IconSearchOff size={28} stroke={1.5} aria-hidden />}
        title={t('tickets.empty.search', { q })}
        action={
          <Button variant="default" onClick={onClear}>
            {t('tickets.empty.searchClear')}
          </Button>
        }
      >
        {t('tickets.empty.searchHint')}
      </EmptyState>
    );
  return (
    <EmptyState icon={<IconInbox size={28} stroke={1.5} aria-hidden />} title={t(`tickets.empty.${view}`)}>
      {t(`tickets.empty.${view}Hint`)}
    </EmptyState>
  );
}
