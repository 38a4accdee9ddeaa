import { useQueryClient } from '@tanstack/react-query';
import { masterKinds, type MasterKind } from '../../../../src/settings/master-data.ts';
import { call } from '../../api.ts';
import type { MasterEntry } from '../../api-routes.ts';
import { useTexts } from '../../i18n/index.ts';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { notifyWithUndo } from '../../parts/notify-undo.tsx';
import { keys } from '../../queries.ts';
import { entryName } from './kinds.ts';

/** Creates and changes entries; a change can be taken back for some seconds. All of it throws ApiError. */
export function useSaveEntry(kind: MasterKind) {
  const { t, locale } = useTexts();
  const client = useQueryClient();
  const refresh = () =>
    Promise.all([keys.masterData, keys.agents, keys.tickets].map((queryKey) => client.invalidateQueries({ queryKey })));
  const put = async (entry: MasterEntry, change: Readonly<Record<string, unknown>>) => {
    const saved = await call('PUT /api/:kind/:id', {
      kind,
      id: entry.id,
      body: { ...fieldsOf(kind, entry), ...change },
    });
    await refresh();
    return saved;
  };
  const offerUndo = (message: string, before: readonly MasterEntry[]) => {
    const id = `undo-${kind}-${before.map((entry) => entry.id).join('-')}`;
    const undo = async () => {
      for (const entry of before) await put(entry, {}).catch(notifyError);
    };
    notifyWithUndo(message, () => void undo(), id);
  };
  return {
    refresh,
    create: async (values: Readonly<Record<string, unknown>>) => {
      const made = await call('POST /api/:kind', { kind, body: values });
      notifyDone(t('masterData.created', { name: entryName(made, locale) }));
      await refresh();
    },
    change: async (entry: MasterEntry, change: Readonly<Record<string, unknown>>, message?: string) => {
      const saved = await put(entry, change);
      offerUndo(message ?? t('masterData.saved', { name: entryName(saved, locale) }), [entry]);
    },
    /** Gives each entry its new number in the order. */
    reorder: async (moved: readonly { entry: MasterEntry; rank: number }[], message: string) => {
      for (const { entry, rank } of moved) await put(entry, { rank });
      offerUndo(
        message,
        moved.map(({ entry }) => entry),
      );
    },
  };
}

/** What is sent back of an entry: the fields of its definition. */
function fieldsOf(kind: MasterKind, entry: MasterEntry): Record<string, unknown> {
  return Object.fromEntries(Object.keys(masterKinds[kind].fields).map((field) => [field, entry[field]]));
}
