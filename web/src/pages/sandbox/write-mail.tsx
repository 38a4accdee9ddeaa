import { Anchor, Button, Group, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Outbound } from '../../../../src/api/contract/spools.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { keys } from '../../queries.ts';
import classes from './sandbox.module.css';

/** Writes a mail into the sandbox as a customer; with `answered` it is that customer's reply to what the desk sent. */
export function WriteMail({ address, answered, onDone }: { address: string; answered?: Outbound; onDone: () => void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const recipient = answered?.delivery.recipients[0]?.address;
  const [name, setName] = useState(recipient ? '' : t('sandbox.exampleName'));
  const [from, setFrom] = useState(recipient ?? 'erika@kunde.example');
  const [subject, setSubject] = useState(answered ? '' : t('sandbox.exampleSubject'));
  const [text, setText] = useState(answered ? '' : t('sandbox.exampleText'));
  const [tried, setTried] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (answered) area.current?.focus();
  }, [answered]);
  const badAddress = !/^\S+@\S+$/.test(from.trim());
  const send = useMutation({
    mutationFn: () =>
      call('POST /api/sandbox/mails', {
        body: { from: { name: name.trim(), addr: from.trim() }, subject, text, answersOutboundId: answered?.id },
      }),
    onSuccess: async () => {
      notifyDone(t('sandbox.sent'));
      setText('');
      setTried(false);
      onDone();
      await client.invalidateQueries({ queryKey: keys.inbound });
    },
    onError: notifyError,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!badAddress && text.trim()) send.mutate();
  };
  return (
    <section className={classes.part}>
      <h2 className={classes.title}>{t(answered ? 'sandbox.reply' : 'sandbox.write')}</h2>
      <p className={classes.about}>
        {answered ? t('sandbox.replyAbout', { subject: answered.subject }) : t('sandbox.writeAbout', { address })}
      </p>
      <form className={classes.form} onSubmit={submit} noValidate>
        <div className={classes.pair}>
          <TextInput
            label={t('sandbox.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            autoComplete="off"
          />
          <TextInput
            type="email"
            label={t('sandbox.address')}
            value={from}
            readOnly={answered !== undefined}
            onChange={(event) => setFrom(event.currentTarget.value)}
            error={tried && badAddress && t('sandbox.addressWrong')}
            autoComplete="off"
          />
        </div>
        {!answered && (
          <TextInput
            label={t('sandbox.subject')}
            value={subject}
            onChange={(event) => setSubject(event.currentTarget.value)}
            autoComplete="off"
          />
        )}
        <Textarea
          ref={area}
          label={t('sandbox.text')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={tried && !text.trim() && t('sandbox.textMissing')}
          autosize
          minRows={6}
          maxRows={20}
        />
        <Group>
          <Button type="submit" loading={send.isPending}>
            {t('sandbox.send')}
          </Button>
          {answered && (
            <Anchor component="button" type="button" size="sm" onClick={onDone}>
              {t('sandbox.noReply')}
            </Anchor>
          )}
        </Group>
      </form>
    </section>
  );
}
