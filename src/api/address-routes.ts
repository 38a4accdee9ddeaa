import { z } from 'zod';
import { clearAddressMarks } from '../flows/clear-address.ts';
import { actorOf, type Api, type App } from './app.ts';

/** Addresses that do not work or want no mail of ours; where they stand is in the contact of a ticket. */
export function addressRoutes(app: App, { desk }: Api): void {
  app.delete(
    '/api/address-marks/:address',
    {
      config: { right: 'agents' },
      schema: { params: z.object({ address: z.string().min(1).max(500) }), response: { 204: z.null() } },
    },
    async (request, answer) => {
      await clearAddressMarks(desk, actorOf(request), request.params.address);
      return answer.code(204).send(null);
    },
  );
}
