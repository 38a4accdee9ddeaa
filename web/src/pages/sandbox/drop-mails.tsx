import { IconFileUpload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useRef, useState } from 'react';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { keys } from '../../queries.ts';
import classes from './sandbox.module.css';

const largest = 50_000_000;
const isMail = (file: File) => file.name.toLowerCase().endsWith('.eml') && file.size <= largest;

/** Takes .eml files, dropped or chosen, and puts them into the sandbox as if they had been sent to it. */
export function DropMails() {
  const { t } = useTexts();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
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
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])];
    const mails = files.filter(isMail);
    setRefused(mails.length < files.length);
    if (mails.length > 0) drop.mutate(mails);
    if (input.current) input.current.value = '';
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div>
      <input
        ref={input}
        type="file"
        accept=".eml,message/rfc822"
        multiple
        hidden
        onChange={(event) => take(event.currentTarget.files)}
      />
      <button
        type="button"
        className={classes.drop}
        data-accept={over || undefined}
        data-reject={refused || undefined}
        aria-busy={drop.isPending}
        onClick={() => input.current?.click()}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <IconFileUpload size={24} stroke={1.5} aria-hidden />
        <span className={classes.dropTitle}>{t('sandbox.drop')}</span>
        <span>{t('sandbox.dropText')}</span>
      </button>
      <p className={classes.about} role="alert" style={{ color: 'var(--desk-bad)' }}>
        {refused && t('sandbox.dropWrong')}
      </p>
    </div>
  );
}
