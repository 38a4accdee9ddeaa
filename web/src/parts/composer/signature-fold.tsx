import { Button, Popover, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { preferencesQuery, signaturesQuery } from '../../queries.ts';
import { notifyError } from '../notify.ts';
import classes from './composer.module.css';
import type { Draft } from './draft.ts';

/**
 * The signature that goes below the text: that of the chosen identity, so it follows From, stands there once and never inside a quote. It can be left out,
 * and be put back; what the agent adds to it goes for all mails.
 */
export function SignatureFold({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  const { t } = useTexts();
  const signatures = useQuery(signaturesQuery);
  const signature = signatures.data?.rows.find(({ outgoingId }) => outgoingId === draft.outgoingId);
  if (!signatures.data) return null;
  if (!signature)
    return (
      <div className={classes.addSignature}>
        <OwnAddition label={t('writing.ownSignature')} />
      </div>
    );
  if (!draft.signed)
    return (
      <div className={classes.addSignature}>
        <Button variant="subtle" size="compact-xs" onClick={() => onChange({ signed: true })}>
          {t('writing.signatureAdd')}
        </Button>
      </div>
    );
  return (
    <section className={classes.signature} aria-label={t('writing.signature')}>
      <div className={classes.signatureText}>{signature.text}</div>
      <div className={classes.signatureActs}>
        <OwnAddition label={t('writing.ownAddition')} />
        <Button variant="subtle" size="compact-xs" onClick={() => onChange({ signed: false })}>
          {t('writing.signatureRemove')}
        </Button>
      </div>
    </section>
  );
}

/** What stands below every mail of this agent, after the signature of the mailbox. */
function OwnAddition({ label }: { label: string }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const preferences = useQuery(preferencesQuery);
  const kept = preferences.data?.['signatureAddition'];
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState('');
  const save = useMutation({
    mutationFn: () => call('PUT /api/preferences', { body: { signatureAddition: typed.trim() || null } }),
    onSuccess: async (all) => {
      client.setQueryData(preferencesQuery.queryKey, all);
      setOpened(false);
      await client.invalidateQueries({ queryKey: signaturesQuery.queryKey });
    },
    onError: notifyError,
  });
  const open = () => {
    setTyped(typeof kept === 'string' ? kept : '');
    setOpened(true);
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="top-end" width={320} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="subtle" size="compact-xs" onClick={() => (opened ? setOpened(false) : open())}>
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <Textarea
          label={label}
          description={t('writing.ownAdditionHelp')}
          autosize
          minRows={3}
          maxRows={8}
          maxLength={1_000}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button mt={8} size="compact-sm" loading={save.isPending} onClick={() => save.mutate()}>
          {t('common.save')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
