import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { sessionQuery } from '../queries.ts';
import { NoPermission } from './states.tsx';

/** Its content for administrators; everybody else learns who can grant the right. */
export function AdminOnly({ children }: { children: ReactNode }) {
  const { data: session } = useQuery(sessionQuery);
  return session?.agent?.role === 'admin' ? children : <NoPermission />;
}
