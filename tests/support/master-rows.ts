import type { Store } from '../../src/store/open.ts';

/** Master data as a scenario needs it, each by the fewest words; gives ids. Names are made unique by the caller. */
export function masterRows({ db }: Pick<Store, 'db'>) {
  const named = (name: string) => ({ name, name_key: name.toLowerCase() });
  const bit = (active: boolean) => (active ? (1 as const) : (0 as const));
  return {
    team: async (name: string, active = true) =>
      (
        await db
          .insertInto('team')
          .values({ ...named(name), parent_id: null, active: bit(active) })
          .returning('id')
          .executeTakeFirstOrThrow()
      ).id,
    category: async (name: string, teamId: number | null = null, active = true) =>
      (
        await db
          .insertInto('category')
          .values({ ...named(name), parent_id: null, team_id: teamId, active: bit(active) })
          .returning('id')
          .executeTakeFirstOrThrow()
      ).id,
    label: async (name: string, active = true) =>
      (
        await db
          .insertInto('label')
          .values({ ...named(name), parent_id: null, colour: 'gray', active: bit(active) })
          .returning('id')
          .executeTakeFirstOrThrow()
      ).id,
    customer: async (name: string, domains: readonly string[] = [], priorityId: number | null = null) => {
      const { id } = await db
        .insertInto('customer')
        .values({ ...named(name), priority_id: priorityId, created_at: 0 })
        .returning('id')
        .executeTakeFirstOrThrow();
      for (const domain of domains)
        await db.insertInto('customer_domain').values({ domain, customer_id: id }).execute();
      return id;
    },
    contact: async (
      name: string,
      addresses: readonly string[] = [],
      customerId: number | null = null,
      active = true,
    ) => {
      const { id } = await db
        .insertInto('contact')
        .values({ ...named(name), full_name: '', customer_id: customerId, active: bit(active), created_at: 0 })
        .returning('id')
        .executeTakeFirstOrThrow();
      for (const address of addresses)
        await db
          .insertInto('contact_address')
          .values({ address, address_key: address.toLowerCase(), contact_id: id })
          .execute();
      return id;
    },
    /** A further status of a group, behind the built-in ones. */
    status: async (name: string, group: string, active = true) =>
      (
        await db
          .insertInto('status')
          .values({ key: name, grp: group, rank: 900, name_de: name, name_en: name, active: bit(active), built_in: 0 })
          .returning('id')
          .executeTakeFirstOrThrow()
      ).id,
    /** A further priority, above the built-in ones. */
    priority: async (name: string, active = true) =>
      (
        await db
          .insertInto('priority')
          .values({ key: name, rank: 900, name_de: name, name_en: name, is_default: 0, active: bit(active) })
          .returning('id')
          .executeTakeFirstOrThrow()
      ).id,
    statusIn: async (group: string) =>
      (await db.selectFrom('status').select('id').where('grp', '=', group).orderBy('rank').executeTakeFirstOrThrow())
        .id,
  };
}

/** A ticket as stored, with the ids of its labels. */
export async function storedTicket({ db }: Pick<Store, 'db'>, ticketId: number | null) {
  const ticket = await db
    .selectFrom('ticket')
    .selectAll()
    .where('id', '=', ticketId ?? 0)
    .executeTakeFirstOrThrow();
  const labels = await db
    .selectFrom('ticket_label')
    .select('label_id')
    .where('ticket_id', '=', ticket.id)
    .orderBy('label_id')
    .execute();
  return { ...ticket, labelIds: labels.map(({ label_id }) => label_id) };
}
