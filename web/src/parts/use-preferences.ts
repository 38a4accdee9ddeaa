import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../api.ts';
import { preferencesQuery } from '../queries.ts';
import { notifyError } from './notify.ts';

/** Remembers something for the agent: at once on the page, then on the desk; if that fails it is as before, and a notice says so. */
export function useSetPreferences(): (values: Record<string, unknown>) => void {
  const client = useQueryClient();
  const { queryKey } = preferencesQuery;
  const save = useMutation({
    // One after another: the last choice is the one that stays.
    scope: { id: 'preferences' },
    mutationFn: (body: Record<string, unknown>) => call('PUT /api/preferences', { body }),
    onMutate: (values) => {
      const known = client.getQueryData(queryKey);
      client.setQueryData(queryKey, { ...known, ...values });
      return Object.fromEntries(Object.keys(values).map((name) => [name, known?.[name]]));
    },
    onError: (error, _values, before) => {
      client.setQueryData(queryKey, (known) => ({ ...known, ...before }));
      notifyError(error);
    },
  });
  return save.mutate;
}
