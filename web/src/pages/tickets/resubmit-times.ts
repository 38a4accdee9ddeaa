const nine = 9;

/** When chosen tickets may be looked at again, each at nine in the morning of this place; null = not at all. */
export function resubmitTimes(now: Date): { name: 'tomorrow' | 'days3' | 'week' | 'none'; at: Date | null }[] {
  const inDays = (days: number) => {
    const day = new Date(now);
    day.setDate(day.getDate() + days);
    day.setHours(nine, 0, 0, 0);
    return day;
  };
  return [
    { name: 'tomorrow', at: inDays(1) },
    { name: 'days3', at: inDays(3) },
    { name: 'week', at: inDays(7) },
    { name: 'none', at: null },
  ];
}
