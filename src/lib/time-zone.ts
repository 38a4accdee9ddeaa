/** Whether it is a time zone that this machine knows, e.g. `Europe/Berlin` (IANA time zone database). */
export function isTimeZone(name: string): boolean {
  // An offset such as `+02:00` would be taken, too, but knows no summer time.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
