import { z } from 'zod';
import { ticketScope } from '../desk/can.ts';
import { Failure } from '../lib/failure.ts';
import { contactCountOf, mailCountsOf, ticketCountsOf } from '../store/activity.ts';
import { addressMarks } from '../store/address-marks.ts';
import { contacts } from '../store/contact-list.ts';
import { customers } from '../store/customers.ts';
import { instant, instantOrNull } from './answers.ts';
import { type Api, type App, personOf } from './app.ts';
import { idSchema } from './contract/common.ts';
import { contactActivitySchema, customerActivitySchema } from './contract/master-data.ts';

const byId = z.object({ id: idSchema });

/** What happened with a contact or customer, for their pages: of the tickets that the reader may see. */
export function activityRoutes(app: App, { desk }: Api): void {
  const { db } = desk.store;
  const config = { right: 'agents' } as const;

  app.get(
    '/api/contacts/:id/activity',
    { config, schema: { params: byId, response: { 200: contactActivitySchema } } },
    async (request) => {
      const { id } = request.params;
      const contact = await contacts.find(db, id);
      if (!contact) throw new Failure('not-found');
      const scope = ticketScope(personOf(request));
      const marks = await addressMarks(db, contact.addresses);
      const { received, sent, lastAt } = await mailCountsOf(db, id, scope);
      return {
        tickets: await ticketCountsOf(db, { contact_id: id }, scope),
        mails: { received, sent, lastAt: instantOrNull(lastAt) },
        addressMarks: marks.map((mark) => ({ ...mark, at: instant(mark.at) })),
      };
    },
  );

  app.get(
    '/api/customers/:id/activity',
    { config, schema: { params: byId, response: { 200: customerActivitySchema } } },
    async (request) => {
      const { id } = request.params;
      if (!(await customers.find(db, id))) throw new Failure('not-found');
      return {
        tickets: await ticketCountsOf(db, { customer_id: id }, ticketScope(personOf(request))),
        contacts: await contactCountOf(db, id),
      };
    },
  );
}
