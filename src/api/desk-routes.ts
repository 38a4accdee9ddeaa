import { readDeskSettings, writeDeskSettings } from '../store/desk-settings.ts';
import { transact } from '../store/transact.ts';
import type { Api, App } from './app.ts';
import { deskInputSchema, deskSettingsSchema } from './contract/spools.ts';

/** What holds for the whole desk. */
export function deskRoutes(app: App, { desk }: Api): void {
  const { store } = desk;

  app.get(
    '/api/desk',
    { config: { right: 'administer' }, schema: { response: { 200: deskSettingsSchema } } },
    async () => readDeskSettings(store.db),
  );

  app.put(
    '/api/desk',
    { config: { right: 'administer' }, schema: { body: deskInputSchema, response: { 200: deskSettingsSchema } } },
    async ({ body }) => {
      await transact(store, async (trx, announce) => {
        await writeDeskSettings(trx, body);
        announce('settings', 1);
      });
      return readDeskSettings(store.db);
    },
  );
}
