import { Button } from '@mantine/core';
import { IconTicketOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../i18n/index.ts';
import { EmptyState } from '../../parts/states.tsx';
import { listSearch } from './list-search.ts';

/** There is no such ticket. */
export function TicketGone() {
  const { t } = useTexts();
  return (
    <EmptyState
      icon={<IconTicketOff size={28} stroke={1.5} aria-hidden />}
      title={t('tickets.page.notFound')}
      action={
        <Button variant="default" renderRoot={(rest) => <Link to="/tickets" search={listSearch()} {...rest} />}>
          {t('tickets.page.toList')}
        </Button>
      }
    >
      {t('tickets.page.notFoundHint')}
    </EmptyState>
  );
}
