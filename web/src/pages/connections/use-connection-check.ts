import { useMutation } from '@tanstack/react-query';
import type { FormValues } from '../../../../src/settings/field.ts';
import { call } from '../../api.ts';

/** Asks the provider whether it is there and knows us, with these values; `id` of the stored connection fills in the secret. */
export function useConnectionCheck() {
  return useMutation({
    mutationFn: ({ id, values }: { id: number | undefined; values: FormValues }) =>
      call('POST /api/oauth/connections/check', { body: { id, values } }),
  });
}

export type ConnectionCheck = ReturnType<typeof useConnectionCheck>;
