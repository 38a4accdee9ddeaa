import { exportMasterData } from '../flows/export-master-data.ts';
import { importMasterData } from '../flows/import-master-data.ts';
import { Failure } from '../lib/failure.ts';
import { masterKindNames } from '../settings/master-data.ts';
import { actorOf, type Api, type App } from './app.ts';
import { csvQuerySchema, csvResultSchema } from './contract/master-data.ts';
import { languageOf } from './language.ts';
import { masterRights } from './master-data-routes.ts';
import { readFiles } from './read-files.ts';

/** Ten thousand lines with addresses and names take a tenth of it. */
const fileBytes = 10 * 1_048_576;

/** Master data as CSV files, out and in. */
export function masterCsvRoutes(app: App, { desk }: Api): void {
  for (const kind of masterKindNames) {
    const config = { right: masterRights(kind).edit };

    app.get(`/api/${kind}/csv`, { config }, async (request, answer) => {
      const text = await exportMasterData(desk, actorOf(request), kind, await languageOf(request, desk));
      return answer
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${kind}.csv"`)
        .send(text);
    });

    app.post(
      `/api/${kind}/csv`,
      { config, schema: { querystring: csvQuerySchema, response: { 200: csvResultSchema } } },
      async (request) => {
        const [file] = await readFiles(request, { files: 1, bytes: fileBytes });
        if (!file) throw new Failure('invalid', { problems: [{ field: 'file', problem: 'required' }] });
        return importMasterData(desk, actorOf(request), kind, {
          bytes: file.content,
          locale: await languageOf(request, desk),
          preview: request.query.preview,
        });
      },
    );
  }
}
