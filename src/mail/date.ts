/**
 * A Date value (RFC 5322 §3.3, obsolete forms §4.3) as ISO 8601 in UTC, null if it names no instant.
 * Not by RFC, but met: ISO 8601, asctime, `16.11.2026`, month names of other languages, `GMT+0200`, dots between the digits, no seconds.
 */
export function parseDate(value: string | undefined): string | null {
  if (value === undefined) return null;
  const text = stripComments(value.slice(0, 200)).replace(/\s+/g, ' ').trim();
  return rfcDate(text) ?? isoDate(text) ?? asctimeDate(text) ?? dottedDate(text);
}

const MONTHS = new Map<string, number>(
  [
    ['jan', 'januar', 'january', 'janvier', 'janv', 'jän', 'jänner', 'ene', 'gen', 'янв'],
    ['feb', 'februar', 'february', 'fév', 'févr', 'février', 'fev', 'фев'],
    ['mar', 'mär', 'mrz', 'märz', 'march', 'mars', 'mrt', 'maart', 'мар'],
    ['apr', 'april', 'avr', 'avril', 'abr', 'апр'],
    ['may', 'mai', 'mei', 'mag', 'maggio', 'май', 'мая'],
    ['jun', 'juni', 'june', 'juin', 'giu', 'июн'],
    ['jul', 'juli', 'july', 'juil', 'juillet', 'lug', 'июл'],
    ['aug', 'august', 'août', 'aoû', 'ago', 'авг'],
    ['sep', 'sept', 'september', 'septembre', 'set', 'сен'],
    ['oct', 'okt', 'oktober', 'october', 'octobre', 'ott', 'out', 'окт'],
    ['nov', 'november', 'novembre', 'ноя'],
    ['dec', 'dez', 'dezember', 'december', 'décembre', 'déc', 'dic', 'дек'],
  ].flatMap((names, month) => names.map((name): [string, number] => [name, month])),
);

/** RFC 5322 §4.3 names; the military letters have no reliable meaning there and count as UTC. */
const ZONES = new Map<string, number>(
  Object.entries({
    UT: 0,
    UTC: 0,
    GMT: 0,
    Z: 0,
    EST: -300,
    EDT: -240,
    CST: -360,
    CDT: -300,
    MST: -420,
    MDT: -360,
    PST: -480,
    PDT: -420,
    // Not by RFC, but unambiguous in mail.
    WET: 0,
    WEST: 60,
    BST: 60,
    CET: 60,
    MEZ: 60,
    MET: 60,
    CEST: 120,
    MESZ: 120,
    MEST: 120,
    EET: 120,
    EEST: 180,
    MSK: 180,
    JST: 540,
    KST: 540,
  }),
);

const RFC_DATE =
  /^(?:[\p{L}.]{2,12} ?,? ?)?(\d{1,2})[ .-]{1,2}([\p{L}]{3,10})\.?[ -](\d{4}|\d{2,3})[ ,]{1,2}(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)? ?(AM|PM)? ?(.*)$/iu;

function rfcDate(text: string): string | null {
  const match = RFC_DATE.exec(text);
  if (!match) return null;
  const [, day, monthName, yearText, hourText, minute, second, half, zone] = match;
  const month =
    MONTHS.get((monthName as string).toLowerCase()) ?? MONTHS.get((monthName as string).slice(0, 3).toLowerCase());
  if (month === undefined) return null;
  let hour = Number(hourText);
  if (half) hour = (hour % 12) + (/pm/i.test(half) ? 12 : 0);
  return instant({ year: fullYear(yearText as string), month, day, hour, minute, second, zone });
}

const ISO_DATE = /^(\d{4})[-/](\d{2})[-/](\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)? ?(.*)$/;

function isoDate(text: string): string | null {
  const match = ISO_DATE.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute, second, zone] = match;
  return instant({ year, month: Number(month) - 1, day, hour, minute, second, zone });
}

const ASCTIME =
  /^[A-Za-z]{3,9},? ([A-Za-z]{3,9}) {1,2}(\d{1,2}),? (\d{1,2}):(\d{2})(?::(\d{2}))? (?:([A-Z]{1,5}|[+-]\d{4}) )?(\d{4})(?: (.*))?$/;

function asctimeDate(text: string): string | null {
  const match = ASCTIME.exec(text);
  if (!match) return null;
  const [, monthName, day, hour, minute, second, zoneBefore, year, zoneAfter] = match;
  const month = MONTHS.get((monthName as string).slice(0, 3).toLowerCase());
  if (month === undefined) return null;
  return instant({ year, month, day, hour, minute, second, zone: zoneBefore ?? zoneAfter });
}

/** As scanners and scripts in Europe write it; with strokes it would be read differently here and there. */
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4}),? (\d{1,2}):(\d{2})(?::(\d{2}))? ?(.*)$/;

function dottedDate(text: string): string | null {
  const match = DOTTED.exec(text);
  if (!match) return null;
  const [, day, month, year, hour, minute, second, zone] = match;
  return instant({ year, month: Number(month) - 1, day, hour, minute, second, zone });
}

/** RFC 5322 §4.3: two digits below 50 are 20xx, three digits and the others count from 1900. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length === 2) return year < 50 ? 2000 + year : 1900 + year;
  return text.length === 3 ? 1900 + year : year;
}

/** Minutes east of UTC. An unknown zone means UTC (RFC 5322 §4.3: -0000). */
function zoneMinutes(text: string): number {
  const zone = text.trim();
  const numeric = /^(?:GMT|UTC|UT)? ?([+-])(\d{1,2}):?(\d{2})?\b/i.exec(zone);
  if (numeric) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
    return (numeric[1] === '-' ? -1 : 1) * (minutes > 24 * 60 ? 0 : minutes);
  }
  const name = /^[A-Z]{1,5}/i.exec(zone);
  return name ? (ZONES.get(name[0].toUpperCase()) ?? 0) : 0;
}

/** A date as its parts are written, months from 0; what a pattern leaves out is 0 seconds, and UTC. */
type Written = Record<'year' | 'month' | 'hour', string | number | undefined> &
  Record<'day' | 'minute' | 'second' | 'zone', string | undefined>;

function instant(written: Written): string | null {
  const { zone = '', second = '0' } = written;
  const [year, month, day] = [Number(written.year), Number(written.month), Number(written.day)];
  const [hour, minute, seconds] = [Number(written.hour), Number(written.minute), Number(second)];
  if (
    year < 1970 ||
    year > 9999 ||
    month < 0 ||
    month > 11 ||
    day < 1 ||
    day > 31 ||
    hour > 24 ||
    minute > 59 ||
    seconds > 60
  )
    return null;
  // RFC 5322 §3.3 allows :60; the clock of ECMAScript has no leap seconds.
  const time = Date.UTC(year, month, day, hour, minute, Math.min(seconds, 59));
  // 31 February is no day.
  if (new Date(Date.UTC(year, month, day)).getUTCDate() !== day) return null;
  return new Date(time - zoneMinutes(zone) * 60_000).toISOString();
}

/** RFC 5322 §3.2.2, from the innermost outwards; the text is short by then. */
function stripComments(text: string): string {
  let plain = text;
  for (let i = 0; i < 10 && plain.includes('('); i++) {
    const less = plain.replace(/\([^()]*\)/g, ' ');
    if (less === plain) break;
    plain = less;
  }
  return plain;
}
