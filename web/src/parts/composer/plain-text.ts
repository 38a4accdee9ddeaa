import { useQuery } from '@tanstack/react-query';
import { preferencesQuery } from '../../queries.ts';
import { useSetPreferences } from '../use-preferences.ts';
import type { Draft } from './draft.ts';

/** Whether a draft is written with form: as it was begun, and as the person likes it while nothing is written. */
export function hasForm(draft: Pick<Draft, 'html' | 'text'>, prefersPlain: boolean): boolean {
  return draft.html !== null || (draft.text.trim() === '' && !prefersPlain);
}

/** Whether the person writes plain text; remembered on the desk, so it holds on every device. Text with form until one has chosen otherwise. */
export function usePlainText(): { prefersPlain: boolean; setPrefersPlain: (plain: boolean) => void } {
  const { data } = useQuery(preferencesQuery);
  const set = useSetPreferences();
  return { prefersPlain: data?.['plainText'] === true, setPrefersPlain: (plainText) => set({ plainText }) };
}
