import { changeDeskSettings } from '../flows/desk-settings.ts';
import { readDeskSettings } from '../store/desk-settings.ts';
import { actorOf, type Api, type App } from './app.ts';
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
    async (request) => {
      await changeDeskSettings(desk, actorOf(request), request.body);
      return readDeskSettings(store.db);
    },
  );
}
