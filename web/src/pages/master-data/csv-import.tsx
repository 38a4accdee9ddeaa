import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { CsvResult } from '../../../../src/api/contract/master-data.ts';
import type { MasterKind } from '../../../../src/settings/master-data.ts';
import { ApiError, call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { errorText } from '../../parts/error-text.ts';
import { FileDrop } from '../../parts/file-drop.tsx';
import { notifyDone } from '../../parts/notify.ts';
import { CsvLines } from './csv-lines.tsx';
import { exportCsv } from './export-csv.ts';
import { CsvProblems } from './csv-problems.tsx';
import classes from './master-data.module.css';
import { useSaveEntry } from './use-save-entry.tsx';

/** Imports a CSV file in two steps: what it would do, line by line, and then doing it as a whole. */
export function CsvImport({ kind, onClose }: { kind: MasterKind; onClose: () => void }) {
  const { t } = useTexts();
  const { refresh } = useSaveEntry(kind);
  const [file, setFile] = useState<File>();
  const preview = useMutation({ mutationFn: (chosen: File) => send(kind, chosen, true) });
  const carryOut = useMutation({
    mutationFn: (chosen: File) => send(kind, chosen, false),
    onSuccess: async ({ created, changed }) => {
      notifyDone(t('masterData.csv.done', { created, changed }));
      onClose();
      await refresh();
    },
  });
  const choose = (chosen: File) => {
    setFile(chosen);
    carryOut.reset();
    preview.mutate(chosen);
  };
  const result = preview.data;
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('masterData.csv.title', { kind: t(`masterData.${kind}.title`) })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <FileDrop
          accept=".csv,text/csv"
          title={file ? file.name : t('masterData.csv.drop')}
          about={t(file ? 'masterData.csv.dropOther' : 'masterData.csv.dropText')}
          busy={preview.isPending}
          wrong={preview.isError || (result?.wrong ?? 0) > 0}
          onFiles={([chosen]) => chosen && choose(chosen)}
        />
        {!file && <Pattern kind={kind} />}
        <div role="status" aria-live="polite">
          {preview.isPending && <Text size="sm">{t('masterData.csv.reading')}</Text>}
          {result && <Summary result={result} />}
        </div>
        {preview.error && <Refusal error={preview.error} />}
        {result && result.lines.length > 0 && <CsvLines kind={kind} lines={result.lines} />}
        {carryOut.error && <Refusal error={carryOut.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          {file && result && (
            <Button
              loading={carryOut.isPending}
              disabled={result.wrong > 0 || result.created + result.changed === 0}
              onClick={() => carryOut.mutate(file)}
            >
              {t('masterData.csv.carryOut', { count: result.created + result.changed })}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

/** What the file should look like: the export has the right columns. */
function Pattern({ kind }: { kind: MasterKind }) {
  const { t, locale } = useTexts();
  return (
    <Text size="sm" c="dimmed">
      {t('masterData.csv.pattern')}{' '}
      <button
        type="button"
        className={classes.inlineAct}
        onClick={() => void exportCsv(kind, locale, t(`masterData.${kind}.title`))}
      >
        {t('masterData.csv.patternAct')}
      </button>
    </Text>
  );
}

function Summary({ result }: { result: CsvResult }) {
  const { t } = useTexts();
  const { created, changed, unchanged, wrong } = result;
  return (
    <dl className={classes.summary}>
      {Object.entries({ created, changed, unchanged, wrong }).map(([name, count]) => (
        <div key={name} data-wrong={(name === 'wrong' && count > 0) || undefined}>
          <dd>{count}</dd>
          <dt>{t(`masterData.csv.${name as 'created'}`)}</dt>
        </div>
      ))}
    </dl>
  );
}

function Refusal({ error }: { error: Error }) {
  const { t } = useTexts();
  const problems = error instanceof ApiError ? error.problems : [];
  return (
    <div role="alert" className={classes.refusal}>
      {errorText(t, error)}
      <CsvProblems problems={problems} />
    </div>
  );
}

function send(kind: MasterKind, file: File, preview: boolean): Promise<CsvResult> {
  const body = new FormData();
  body.append('file', file);
  return call('POST /api/:kind/csv', { kind, query: { preview: preview || undefined }, body });
}
