import { common } from './common.ts';
import { frame } from './frame.ts';
import { start } from './start.ts';
import { tickets } from './tickets.ts';

/** The texts that every visit needs: they are loaded before the first page is drawn. */
export const first = { common, frame, start, tickets } as const;
