import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Uses } from '../../../../src/api/contract/master-data.ts';
import type { MasterKind } from '../../../../src/settings/master-data.ts';
import { settingText } from '../../../../src/settings/texts/index.ts';
import { ApiError, call } from '../../api.ts';
import type { MasterEntry } from '../../api-routes.ts';
import { fieldProblem } from '../../forms/field-problem.ts';
import { useTexts } from '../../i18n/index.ts';
import { errorText } from '../../parts/error-text.ts';
import { notifyDone } from '../../parts/notify.ts';
import { QueryView } from '../../parts/query-view.tsx';
import { keys } from '../../queries.ts';
import { entryName } from './kinds.ts';
import classes from './master-data.module.css';
import { ReplacementField } from './replacement-field.tsx';
import { useSaveEntry } from './use-save-entry.tsx';

type Props = {
  kind: MasterKind;
  entry: MasterEntry;
  onClose: () => void;
  /** Told when it is gone, before anything is read again. */
  onDone?: (() => void) | undefined;
};

/** Asks before an entry is deleted; one that is used says where, and gets a replacement. */
export function DeleteEntry({ kind, entry, onClose, onDone }: Props) {
  const { t, locale } = useTexts();
  const uses = useQuery({
    queryKey: [...keys.masterData, kind, entry.id, 'uses'],
    queryFn: ({ signal }) => call('GET /api/:kind/:id/uses', { kind, id: entry.id }, signal),
    staleTime: 0,
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('masterData.deleteTitle', { name: entryName(entry, locale) })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <QueryView query={uses}>
        {({ rows }) => <Question kind={kind} entry={entry} uses={rows} onClose={onClose} onDone={onDone} />}
      </QueryView>
    </Modal>
  );
}

function Question({ kind, entry, uses, onClose, onDone }: Props & { uses: Uses['rows'] }) {
  const { t, locale } = useTexts();
  const { refresh } = useSaveEntry(kind);
  const [replacement, setReplacement] = useState<number | null>(null);
  const [tried, setTried] = useState(false);
  const used = uses.length > 0;
  const remove = useMutation({
    mutationFn: () =>
      call('DELETE /api/:kind/:id', { kind, id: entry.id, query: { replacement: replacement ?? undefined } }),
    onSuccess: async () => {
      notifyDone(t('masterData.deleted', { name: entryName(entry, locale) }));
      onClose();
      onDone?.();
      await refresh();
    },
  });
  const theirs = remove.error instanceof ApiError ? remove.error.problems[0] : undefined;
  const missing = tried && replacement === null ? fieldProblem(locale, { problem: 'required' }) : undefined;
  const go = () => {
    setTried(true);
    if (!used || replacement !== null) remove.mutate();
  };
  return (
    <Stack gap="md">
      {used ? (
        <>
          <div>
            <Text size="sm">{t('masterData.usedBy')}</Text>
            <ul className={classes.uses}>
              {uses.map(({ by, count, names }) => (
                <li key={by}>
                  {settingText(locale, `problem.used-by-${by}`, { count, names: namesOf(names, count) })}
                </li>
              ))}
            </ul>
          </div>
          <ReplacementField
            kind={kind}
            entry={entry}
            title={t('masterData.replacement')}
            help={t('masterData.replacementHelp')}
            error={missing ?? fieldProblem(locale, theirs)}
            value={replacement}
            onChange={setReplacement}
          />
        </>
      ) : (
        <Text size="sm">{t('masterData.unused')}</Text>
      )}
      {remove.error && !theirs && (
        <Text size="sm" c="var(--desk-bad)" role="alert">
          {errorText(t, remove.error)}
        </Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button color="red" loading={remove.isPending} onClick={go}>
          {t(used ? 'masterData.replaceAndDelete' : 'common.delete')}
        </Button>
      </Group>
    </Stack>
  );
}

const namesOf = (names: readonly string[], count: number) =>
  names.length < count ? `${names.join(', ')} …` : names.join(', ');
