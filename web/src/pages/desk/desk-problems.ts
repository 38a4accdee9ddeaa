import type { DeskSettings } from '../../../../src/api/contract/spools.ts';

const keyword = /^[\p{L}\p{N}_-]{1,30}$/u;
// What stands around the reference must not run together with it.
const edge = /^[^\p{L}\p{N}\p{Cc}]*$/u;
const domain = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u;

/** What of the desk's settings cannot be saved as it stands. */
export function deskProblems(values: DeskSettings) {
  const { name, ticketKeyword, moreKeywords, freemailDomains } = cleanDesk(values);
  return {
    name: !name,
    keyword: !keyword.test(ticketKeyword),
    prefix: !edge.test(values.ticketPrefix),
    suffix: !edge.test(values.ticketSuffix),
    moreKeywords: !moreKeywords.every((each) => keyword.test(each)),
    reopen: !isWhole(values.reopenDays, 3650),
    keepSource:
      values.keepSourceDays !== null && !(values.keepSourceDays >= 1 && isWhole(values.keepSourceDays, 36_500)),
    audit: values.auditDays !== null && !(values.auditDays >= 1 && isWhole(values.auditDays, 36_500)),
    freemail: !freemailDomains.every((each) => domain.test(each)),
    undo: !isWhole(values.undoSeconds, 60),
  };
}

export type DeskProblems = ReturnType<typeof deskProblems>;

/** The settings as they are sent: blanks around words do not count, nothing stands twice. */
export function cleanDesk(values: DeskSettings): DeskSettings {
  return {
    ...values,
    name: values.name.trim(),
    ticketKeyword: values.ticketKeyword.trim(),
    moreKeywords: distinct(values.moreKeywords),
    freemailDomains: distinct(values.freemailDomains.map((each) => each.toLowerCase().replace(/^.*@/, ''))),
  };
}

const isWhole = (value: number, most: number) => Number.isInteger(value) && value >= 0 && value <= most;

const distinct = (words: readonly string[]) => [...new Set(words.map((word) => word.trim()).filter(Boolean))];
