import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { MasterKind } from '../../../../src/settings/master-data.ts';
import { ApiError, call } from '../../api.ts';
import type { MasterEntry } from '../../api-routes.ts';
import { fieldProblem } from '../../forms/field-problem.ts';
import { useTexts } from '../../i18n/index.ts';
import { errorText } from '../../parts/error-text.ts';
import { notifyDone } from '../../parts/notify.ts';
import { entryName } from './kinds.ts';
import { ReplacementField } from './replacement-field.tsx';
import { useSaveEntry } from './use-save-entry.tsx';

/** Makes one entry out of two: what named this one names the other afterwards. */
export function MergeEntry(props: {
  kind: MasterKind;
  entry: MasterEntry;
  onClose: () => void;
  /** Told what it was merged into, before anything is read again. */
  onDone?: (into: MasterEntry) => void;
}) {
  const { kind, entry, onClose } = props;
  const { t, locale } = useTexts();
  const { refresh } = useSaveEntry(kind);
  const [intoId, setIntoId] = useState<number | null>(null);
  const [tried, setTried] = useState(false);
  const name = entryName(entry, locale);
  const merge = useMutation({
    mutationFn: (into: number) => call('POST /api/:kind/:id/merge', { kind, id: entry.id, body: { intoId: into } }),
    onSuccess: async (merged) => {
      notifyDone(t('masterData.merged', { name, into: entryName(merged, locale) }));
      onClose();
      props.onDone?.(merged);
      await refresh();
    },
  });
  const theirs = merge.error instanceof ApiError ? merge.error.problems[0] : undefined;
  const missing = tried && intoId === null ? fieldProblem(locale, { problem: 'required' }) : undefined;
  const go = () => {
    setTried(true);
    if (intoId !== null) merge.mutate(intoId);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('masterData.mergeTitle', { name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <Text size="sm">{t('masterData.mergeText', { name })}</Text>
        <ReplacementField
          kind={kind}
          entry={entry}
          title={t('masterData.mergeInto')}
          error={missing ?? fieldProblem(locale, theirs)}
          value={intoId}
          onChange={setIntoId}
        />
        {merge.error && !theirs && (
          <Text size="sm" c="var(--desk-bad)" role="alert">
            {errorText(t, merge.error)}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button loading={merge.isPending} onClick={go}>
            {t('masterData.merge')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
