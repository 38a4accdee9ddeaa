/*
 * What needs somebody's attention in the operation of the desk (SPEC §8), as data: texts are `system.finding.<key>` and `system.action.<action>`. Pure, so
 * that the dot in the rail and the system page say the same.
 */

export type FindingLevel = 'error' | 'warning';

/** `to` is the place of the page where it can be mended; null where it cannot be mended in the page. */
export type Finding = {
  key: string;
  level: FindingLevel;
  params: Record<string, string | number>;
  action: string | null;
  to: string | null;
};

/** Below so many free bytes mails and database soon find no room. */
export const lowDiskBytes = 2 * 1024 ** 3;
/** A certificate or secret is warned of so many days before its end; from `urgentDays` on it is an error. */
const noticeDays = 30;
const urgentDays = 3;

/** Whether mails and database soon find no room; not said of a disk that nobody could ask. */
export const isLow = (freeBytes: number | null) => freeBytes !== null && freeBytes < lowDiskBytes;

/** Something that ends on a day: `days` until then, negative afterwards. */
export type Expiry = { kind: 'certificate' | 'secret'; name: string; days: number; to: string };

/** What there is to say about room on the disk (null: not known) and about what expires. */
export function lifeFindings(freeBytes: number | null, expiries: readonly Expiry[]): Finding[] {
  const low: Finding[] = isLow(freeBytes)
    ? [
        {
          key: 'diskLow',
          level: 'warning',
          params: { free: Math.floor((freeBytes ?? 0) / 1024 ** 2) },
          action: 'keepSource',
          to: '/admin/desk',
        },
      ]
    : [];
  const soon = expiries.filter(({ days }) => days <= noticeDays).toSorted((a, b) => a.days - b.days);
  return [
    ...low,
    ...soon.map(({ kind, name, days, to }): Finding => {
      const key = days < 0 ? `${kind}Expired` : days === 0 ? `${kind}Today` : `${kind}Expires`;
      const level = days <= urgentDays ? 'error' : 'warning';
      return { key, level, params: { name, days }, action: kind, to };
    }),
  ];
}

/** How the desk as a whole is, by the worst of what was found. */
export function worstOf(levels: readonly FindingLevel[]): 'ok' | FindingLevel {
  return levels.includes('error') ? 'error' : levels.includes('warning') ? 'warning' : 'ok';
}
