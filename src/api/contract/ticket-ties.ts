import { z } from 'zod';
import { lineSchema } from '../../settings/shared-fields.ts';
import { tieKinds } from '../../desk/ties.ts';
import { idSchema } from './common.ts';

/*
 * Merging, splitting and linking tickets (SPEC §7). Every ticket that is touched must be one that the agent may work on, else 403 `not-allowed`. A ticket
 * to merge or link with is found by GET /api/tickets?q= (number, reference or words).
 */

/**
 * PUT /api/tickets/:id/merger → Ticket, the one merged into. Mails and notes of :id become steps there, its references and Message-IDs go on working, and
 * :id is done. 409 `ticket-merged` if :id is merged already, 422 `invalid` at `into` with problem `same-ticket`; a target that is itself merged stands for its
 * target. DELETE /api/tickets/:id/merger → Ticket :id with its steps back; 409 `not-in-this-state` if it is not merged.
 * While a ticket is merged, answers, notes, changes, merging, splitting and linking it are refused: 409 `ticket-merged`.
 */
export const mergerSchema = z.object({ into: idSchema });

/**
 * POST /api/tickets/:id/splits → the new Ticket (201): the given mails and notes become its steps, and later mail of their threads follows. At least one mail
 * or note must stay; 422 `invalid` at `entryIds` with problem `gone` (not steps of this ticket), `not-movable` (changes) or
 * `nothing-left`. To take it back, merge the new ticket into the old one.
 */
export const splitSchema = z.object({
  entryIds: z.array(idSchema).min(1).max(500),
  /** Default: the subject of the first of the steps, without reference. */
  subject: lineSchema(500).optional(),
});

/** The ticket that a merged one became part of; null while it is its own. */
export const mergedIntoSchema = z.object({ id: idSchema, reference: z.string(), subject: z.string() }).nullable();

/**
 * How another ticket is tied to this one, told from here: `continues` a closed one, `continuedBy` one made of a late reply, `splitFrom`, `splitInto`,
 * `mergedInto`, `mergedFrom`, or `related`, which agents set.
 * PUT /api/tickets/:id/links/:otherId → Ticket; DELETE the same → Ticket. Only `related`, `continues` and `continuedBy` can be taken away: 409
 * `not-in-this-state`. 422 `invalid` at `otherId` with problem `same-ticket`.
 */
export const tieKindSchema = z.enum(tieKinds);
