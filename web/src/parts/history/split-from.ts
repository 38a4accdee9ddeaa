import { createContext } from 'react';

/** Splits the ticket from one of its steps on; undefined where that is not possible. */
export const SplitFrom = createContext<((entryId: number) => void) | undefined>(undefined);
