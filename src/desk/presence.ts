/** How often a page says that it is still open, and after how long without a word it is taken for closed. */
export const presenceBeatMs = 20_000;
export const presenceLifeMs = 45_000;

/** What a page does with a ticket. */
export type PresenceState = 'viewing' | 'writing';
