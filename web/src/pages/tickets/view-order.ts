import type { ListView } from '../../../../src/api/contract/list-views.ts';
import { type ListSearch, searchOf, views } from './list-search.ts';

/** What an agent made of the order of the views: keys as `keyOf` gives them. */
type ViewOrder = { order: string[]; hidden: string[] };
export type BuiltIn = (typeof builtIn)[number];
export type PlacedView = { key: string; hidden: boolean } & ({ view: BuiltIn } | { saved: ListView });

/** The views that every desk has; that of one's drafts is a filter like any other. */
const builtIn = [...views, 'drafts'] as const;

/** Under which it is remembered. */
export const viewOrderKey = 'list.views';

const keyOf = (saved: ListView) => `saved-${saved.id}`;

/** All views in the agent's order; those that it does not know stand at the end, built-in ones first. */
export function placedViews(saved: readonly ListView[], preferences: Readonly<Record<string, unknown>>): PlacedView[] {
  const { order, hidden } = viewOrder(preferences);
  const all = [
    ...builtIn.map((view) => ({ key: view, hidden: hidden.includes(view), view })),
    ...saved.map((each) => ({ key: keyOf(each), hidden: hidden.includes(keyOf(each)), saved: each })),
  ];
  const place = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  return all.toSorted((one, other) => place(one.key) - place(other.key));
}

/** What a view shows. */
export function searchOfView(placed: PlacedView): ListSearch {
  if ('saved' in placed) return searchOf(placed.saved, placed.saved.id);
  return placed.view === 'drafts' ? { view: 'all', draft: 'mine' } : { view: placed.view };
}

/** The order as it is remembered; what makes no sense is none. */
export function viewOrder(preferences: Readonly<Record<string, unknown>>): ViewOrder {
  const stored = preferences[viewOrderKey] as Partial<Record<keyof ViewOrder, unknown>> | undefined;
  return { order: words(stored?.order), hidden: words(stored?.hidden) };
}

/** The texts of a remembered list. */
export function words(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
