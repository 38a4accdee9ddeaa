import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../i18n/index.ts';
import { draftsQuery } from '../../queries.ts';

/** A pencil at a ticket on which one has begun to write. */
export function DraftMark({ ticketId }: { ticketId: number }) {
  const { t } = useTexts();
  const { data: begun } = useQuery({
    ...draftsQuery,
    select: ({ rows }) => rows.some(({ ticket }) => ticket?.id === ticketId),
  });
  if (!begun) return null;
  return (
    <span title={t('tickets.list.draft')}>
      <IconPencil size={14} aria-hidden />
      <span className="sr-only">{t('tickets.list.draft')}: </span>
    </span>
  );
}
