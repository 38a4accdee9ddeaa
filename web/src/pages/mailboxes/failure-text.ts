import { failures } from '../../../../src/desk/failures.ts';
import { fillIn } from '../../../../src/lib/fill-in.ts';
import type { Locale } from '../../i18n/locale.ts';

/** The text of a failure's code, its values filled in; that of an unexpected error if the code is unknown here. */
export function failureText(
  locale: Locale,
  { code, params }: { code: string; params: Record<string, string | number> },
): string {
  const table: Record<string, { de: string; en: string } | undefined> = failures;
  return fillIn((table[code] ?? failures.internal)[locale], params);
}
