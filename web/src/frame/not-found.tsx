import { Button } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../i18n/index.ts';
import { EmptyState } from '../parts/states.tsx';

/** The address leads nowhere. */
export function NotFound() {
  const { t } = useTexts();
  return (
    <EmptyState
      icon={<IconMapQuestion size={28} stroke={1.5} aria-hidden />}
      title={t('common.error.notFound')}
      action={
        <Button component={Link} to="/tickets" variant="default">
          {t('common.error.toTickets')}
        </Button>
      }
    >
      {t('common.error.notFoundText')}
    </EmptyState>
  );
}
