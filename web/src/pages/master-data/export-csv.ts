import type { MasterKind } from '../../../../src/settings/master-data.ts';
import type { Locale } from '../../i18n/locale.ts';
import { ApiError } from '../../api.ts';
import { notifyError } from '../../parts/notify.ts';
import { saveFile } from '../../parts/save-file.ts';

/** Saves all entries of a kind as a CSV file, titled in the language of the page. A link could not say the language. */
export async function exportCsv(kind: MasterKind, locale: Locale, title: string): Promise<void> {
  const answer = await fetch(`/api/${kind}/csv`, {
    headers: { 'accept-language': locale },
    credentials: 'same-origin',
  }).catch(() => undefined);
  if (!answer?.ok) {
    notifyError(new ApiError(answer?.status ?? 0, { code: answer ? 'internal' : 'unreachable', params: {}, text: '' }));
    return;
  }
  saveFile(await answer.blob(), `${title}.csv`);
}
