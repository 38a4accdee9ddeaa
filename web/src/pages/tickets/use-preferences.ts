import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api.ts';
import { notifyError } from '../../parts/notify.ts';
import { preferencesQuery } from '../../queries.ts';

/** Remembers something for the agent: at once on the page, then on the desk; if that fails it is as before, and a notice says so. */
export function useSetPreferences(): (values: Record<string, unknown>) => void {
  const client = useQueryClient();
  const { queryKey } = preferencesQuery;
  const save = useMutation({
    mutationFn: (body: Record<string, unknown>) => call('PUT /api/preferences', { body }),
    onMutate: (values) => {
      const before = client.getQueryData(queryKey);
      client.setQueryData(queryKey, { ...before, ...values });
      return before;
    },
    onError: (error, _values, before) => {
      client.setQueryData(queryKey, before);
      notifyError(error);
    },
  });
  return save.mutate;
}
