import { IconMapQuestion } from '@tabler/icons-react';
import { useTexts } from '../i18n/index.ts';
import { EmptyState } from '../parts/states.tsx';
import { LinkButton } from '../parts/links.tsx';

/** The address leads nowhere: a page of its own, outside the frame. */
export function NotFound() {
  return (
    <main>
      <NothingHere />
    </main>
  );
}

/** The same within a page: there is nothing by this name or number. */
export function NothingHere() {
  const { t } = useTexts();
  return (
    <EmptyState
      level={1}
      icon={<IconMapQuestion size={28} stroke={1.5} aria-hidden />}
      title={t('common.error.notFound')}
      action={
        <LinkButton to="/tickets" variant="default">
          {t('common.error.toTickets')}
        </LinkButton>
      }
    >
      {t('common.error.notFoundText')}
    </EmptyState>
  );
}
