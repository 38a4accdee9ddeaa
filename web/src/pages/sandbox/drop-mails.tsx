import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { FileDrop } from '../../parts/file-drop.tsx';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { keys } from '../../queries.ts';
import classes from './sandbox.module.css';

const largest = 50_000_000;
const isMail = (file: File) => file.name.toLowerCase().endsWith('.eml') && file.size <= largest;

/** Takes .eml files, dropped or chosen, and puts them into the sandbox as if they had been sent to it. */
export function DropMails() {
  const { t } = useTexts();
  const client = useQueryClient();
  const [refused, setRefused] = useState(false);
  const drop = useMutation({
    mutationFn: (files: File[]) => {
      const body = new FormData();
      for (const file of files) body.append('file', file);
      return call('POST /api/sandbox/files', { body });
    },
    onSuccess: async ({ dropped }) => {
      notifyDone(t('sandbox.dropped', { count: dropped }));
      await client.invalidateQueries({ queryKey: keys.inbound });
    },
    onError: notifyError,
  });
  const take = (files: File[]) => {
    const mails = files.filter(isMail);
    setRefused(mails.length < files.length);
    if (mails.length > 0) drop.mutate(mails);
  };
  return (
    <div>
      <FileDrop
        accept=".eml,message/rfc822"
        multiple
        title={t('sandbox.drop')}
        about={t('sandbox.dropText')}
        busy={drop.isPending}
        wrong={refused}
        onFiles={take}
      />
      <p className={classes.about} role="alert" style={{ color: 'var(--desk-bad)' }}>
        {refused && t('sandbox.dropWrong')}
      </p>
    </div>
  );
}
