import { createContext } from 'react';

/** Begins to forward one of the ticket's mails; undefined where nothing can be written. */
export const ForwardMail = createContext<((entryId: number) => void) | undefined>(undefined);
