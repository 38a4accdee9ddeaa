import { afterAll, beforeAll, describe, test } from 'vitest';
import { composeMessage } from '../../src/mail/compose.ts';
import { draftOf } from '../support/desk.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { dropMails, fillSandbox } from './settings.ts';
import { storyTeller } from './story.ts';

const tell = storyTeller();
const mailOf = (subject: string) => composeMessage(draftOf({ subject }, new Date())).raw;

describe('the page keeps up', () => {
  let desk: RunningDesk;
  let tickets: number;
  beforeAll(async () => {
    desk = await startDesk({ locale: 'en' });
    tickets = await fillSandbox(desk, 'en', [mailOf('Before')]);
  });
  afterAll(() => desk?.stop());

  test('what happens after the page was read and before its line of events stands is shown', { timeout: 120_000 }, () =>
    tell({ name: 'live', locale: 'en', desk }, async ({ page, sees }) => {
      const line = Promise.withResolvers<void>();
      await page.route('**/api/events', async (route) => {
        await line.promise;
        await route.continue();
      });
      await page.goto(`${desk.url}/intake`);
      await sees('Before');
      await dropMails(desk, [mailOf('Meanwhile')], tickets);
      line.resolve();
      await sees('Meanwhile');
    }),
  );
});
