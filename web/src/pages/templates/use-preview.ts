import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Template, TemplateText } from '../../../../src/api/contract/auto-mails.ts';
import { call } from '../../api.ts';
import type { Locale } from '../../i18n/locale.ts';
import { keys } from '../../queries.ts';

type Shown = { kind: Template['kind']; locale: Locale; text: TemplateText };

/** What a template as it stands in the editor makes of a ticket, the newest one unless told. */
export function usePreview(shown: Shown, enabled: boolean, ticketId: number | undefined) {
  return useQuery({
    queryKey: [...keys.templates, 'preview', shown, ticketId],
    queryFn: ({ signal }) => call('POST /api/templates/preview', { body: { ...shown, ticketId } }, signal),
    enabled,
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
}
