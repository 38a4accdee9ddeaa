import { first } from './first.ts';
import { later } from './later.ts';

/** All texts of the page in this language, by area. */
export const en = { ...first, ...later } as const;
