import type { TFunction } from 'i18next';
import { ApiError } from '../api.ts';

/** What went wrong as a sentence for people: the desk's own words if it gave any. */
export function errorText(t: TFunction, error: unknown): string {
  if (error instanceof ApiError && error.text) return error.text;
  if (error instanceof ApiError && error.code === 'unreachable') return t('common.error.unreachable');
  if (error instanceof ApiError && error.code === 'page-missing') return t('common.error.pageMissing');
  return t('common.error.internal');
}
