import { common } from './common.ts';
import { frame } from './frame.ts';
import { tickets } from './tickets.ts';

/** All texts of the page in this language, by area. */
export const en = { common, frame, tickets } as const;
