import { describe, expect, test } from 'vitest';
import type { Mailbox } from '../../src/api/contract/mailboxes.ts';
import { markAddress } from '../../src/store/address-marks.ts';
import { openStore } from '../../src/store/open.ts';
import { transact } from '../../src/store/transact.ts';
import { addPastTicket } from '../support/past-tickets.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { type Locale, locales } from './settings.ts';
import { type Story, storyTeller } from './story.ts';

const tell = storyTeller();
const refusal = '550 5.1.1 no mailbox here by that name';

describe.each(locales)('users and customers (%s)', (locale) => {
  test('the page of a user and of a customer, from the list and by their addresses', { timeout: 300_000 }, async () => {
    const desk = await startDesk({ locale });
    try {
      const { contactId, customerId } = await fill(desk, locale);
      await tell({ name: 'people', locale, desk }, async (story) => {
        await contact(story, desk, contactId);
        await customer(story, desk, customerId);
        await merge(story, desk, contactId);
        expect(story.outside).toEqual([]);
      });
    } finally {
      await desk.stop();
    }
  });
});

async function fill(desk: RunningDesk, locale: Locale): Promise<{ contactId: number; customerId: number }> {
  await desk.call('POST', '/api/sandbox', { locale });
  const { rows } = await desk.call<{ rows: Mailbox[] }>('GET', '/api/mailboxes');
  const mailboxId = rows.find(({ direction }) => direction === 'incoming')?.id ?? 0;
  const made = async (kind: string, body: object) => (await desk.call<{ id: number }>('POST', `/api/${kind}`, body)).id;
  const customerId = await made('customers', { name: 'Nordlicht GmbH', domains: ['nord.example'] });
  const contactId = await made('contacts', {
    name: 'nina',
    fullName: 'Nina Nord',
    addresses: ['Nina@nord.example', 'nn@nord.example'],
    customerId,
  });
  const store = await openStore({ dataDir: desk.dataDir, databaseUrl: '' });
  try {
    const madeAt = Date.now() - 3 * 24 * 3600_000;
    const ids = [
      await addPastTicket(store, { madeAt, mailboxId, contactId, subject: 'Lampe flackert', answeredAt: [madeAt + 9] }),
      await addPastTicket(store, { madeAt, mailboxId, contactId, subject: 'Tür klemmt', doneAt: madeAt + 9 }),
    ];
    await store.db.updateTable('ticket').set({ customer_id: customerId }).where('id', 'in', ids).execute();
    const mark = {
      address: 'nina@nord.example',
      kind: 'failing',
      origin: 'report',
      at: madeAt,
      status: '5.1.1',
    } as const;
    await transact(store, (trx) => markAddress(trx, { ...mark, text: refusal, outboundId: null }));
  } finally {
    await store.close();
  }
  return { contactId, customerId };
}

async function contact({ button, dialog, heading, link, look, page, sees, t }: Story, desk: RunningDesk, id: number) {
  await page.goto(`${desk.url}/contacts`);
  await page.getByRole('link', { name: /Nina Nord/ }).click();
  await page.waitForURL(`${desk.url}/contacts/${id}`);
  await heading('Nina Nord').waitFor();
  await sees('nn@nord.example');
  await sees(refusal);
  await page.getByRole('link', { name: /Lampe flackert/ }).waitFor();
  await look('contact', { narrow: true });
  await page.getByText(t('people.done', { count: 1 })).click();
  await page.getByRole('link', { name: /Tür klemmt/ }).waitFor();
  await button(t('ties.clearMark')).click();
  await sees(t('ties.markCleared', { address: 'nina@nord.example' }));
  await button(t('ties.clearMark')).waitFor({ state: 'detached' });
  await button(t('masterData.edit')).click();
  const form = dialog(t('masterData.editTitle', { name: 'nina' }));
  await form.waitFor();
  await page.keyboard.press('Escape');
  await form.waitFor({ state: 'hidden' });
  await link('Nordlicht GmbH').click();
}

async function customer({ heading, look, page, sees, t }: Story, desk: RunningDesk, id: number) {
  await page.waitForURL(`${desk.url}/customers/${id}`);
  await heading('Nordlicht GmbH').waitFor();
  await sees('nord.example');
  await page.getByRole('link', { name: /Nina Nord/ }).waitFor();
  await page.getByRole('link', { name: /Lampe flackert/ }).waitFor();
  await look('customer', { narrow: true });
  await page.goto(`${desk.url}/customers/98765`);
  await heading(t('common.error.notFound')).waitFor();
}

/** After merging, the page of the one that is left is shown. */
async function merge({ button, dialog, field, heading, page, t }: Story, desk: RunningDesk, id: number) {
  const { id: otherId } = await desk.call<{ id: number }>('POST', '/api/contacts', {
    name: 'nina.alt',
    addresses: ['nina@alt.example'],
  });
  await page.goto(`${desk.url}/contacts/${otherId}`);
  await heading('nina.alt').waitFor();
  await button(t('common.actions')).click();
  await page.getByRole('menuitem', { name: t('masterData.merge'), exact: true }).click();
  await field(t('masterData.mergeInto')).fill('Nina Nord');
  await page.getByRole('option', { name: /Nina Nord/ }).click();
  await dialog(t('masterData.mergeTitle', { name: 'nina.alt' }))
    .getByRole('button', { name: t('masterData.merge'), exact: true })
    .click();
  await page.waitForURL(`${desk.url}/contacts/${id}`);
  await page.getByText('nina@alt.example').first().waitFor();
}
