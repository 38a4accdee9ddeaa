import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { RowsSkeleton } from './loading.tsx';
import { ErrorState } from './states.tsx';

/** Draws what was read; before that grey lines, and the reason with a retry if it could not be read. Old data stays while it is read again. */
export function QueryView<T>(props: {
  query: UseQueryResult<T>;
  loading?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  const { query } = props;
  if (query.data !== undefined) return props.children(query.data);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return props.loading ?? <RowsSkeleton />;
}
