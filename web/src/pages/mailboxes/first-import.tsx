import { Button, Stack, Text } from '@mantine/core';
import { randomId } from '@mantine/hooks';
import { modals } from '@mantine/modals';
import type { CheckStep, Mailbox } from '../../../../src/api/contract/mailboxes.ts';
import type { FormValues } from '../../../../src/settings/field.ts';
import { call, callLines } from '../../api.ts';
import { texts, useTexts } from '../../i18n/index.ts';
import { currentLocale } from '../../i18n/locale.ts';
import { openDialog } from '../../parts/dialogs.ts';
import { ServerReply } from '../../parts/server-reply.tsx';
import { failureText } from './failure-text.ts';
import { countWords } from './count-words.ts';
import type { CheckEnd } from './use-check.ts';

/** What the administrator wants of the mails that lie there already: import them, only what comes from now on, or not begin yet. */
export type FirstImport = 'all' | 'new' | 'later';

/**
 * Before a mailbox is fetched for the first time: looks what its first run would import, which changes nothing, and asks what is wanted. Nobody is asked
 * where nothing would be imported. Undefined: back to the form.
 */
export async function askFirstImport(values: FormValues, id?: number): Promise<FirstImport | undefined> {
  const seen = await look(values, id);
  if (seen.end?.ok && !seen.end.wouldImport) return 'all';
  return new Promise((resolve) => {
    const modalId = randomId();
    openDialog({
      modalId,
      title: texts.t(seen.end?.ok ? 'mailboxes.firstImport.title' : 'mailboxes.firstImport.failedTitle'),
      size: 'lg',
      closeButtonProps: { 'aria-label': texts.t('common.close') },
      onClose: () => resolve(undefined),
      children: <Question seen={seen} onChoice={choose} />,
    });
    function choose(choice: FirstImport | undefined): void {
      resolve(choice);
      modals.close(modalId);
    }
  });
}

/** An incoming mailbox that was never fetched: its first import is still to be decided about. The sandbox has nothing to decide. */
export function neverRun({ direction, lastRunAt, protocol }: Mailbox): boolean {
  return direction === 'incoming' && lastRunAt === null && protocol !== 'folder';
}

/** Leaves out what lies on the server of a paused mailbox and lets it run. */
export async function beginWithNewOnes(id: number): Promise<void> {
  await call('POST /api/mailboxes/:id/baseline', { id });
  await call('PUT /api/mailboxes/:id/pause', { id, body: { paused: false } });
}

type Seen = { end: CheckEnd | undefined; failed: CheckStep | undefined };

async function look(values: FormValues, id: number | undefined): Promise<Seen> {
  const seen: Seen = { end: undefined, failed: undefined };
  const body = { direction: 'incoming', id, values };
  for await (const line of callLines<CheckStep | CheckEnd>(
    'POST /api/mailboxes/check',
    body,
    new AbortController().signal,
  )) {
    if ('end' in line) seen.end = line;
    else if (line.state === 'failed') seen.failed = line;
  }
  return seen;
}

function Question({ seen, onChoice }: { seen: Seen; onChoice: (choice: FirstImport | undefined) => void }) {
  return seen.end?.ok ? <Choices end={seen.end} onChoice={onChoice} /> : <Failed seen={seen} onChoice={onChoice} />;
}

function Choices({ end, onChoice }: { end: CheckEnd; onChoice: (choice: FirstImport) => void }) {
  const { t, locale } = useTexts();
  return (
    <Stack gap="md">
      <Text size="sm" fw={600}>
        {countWords(t, locale, end)}
      </Text>
      <Text size="sm">{t('mailboxes.firstImport.about')}</Text>
      <Stack gap="xs">
        <Button data-autofocus onClick={() => onChoice('all')}>
          {t('mailboxes.firstImport.all', { count: end.wouldImport ?? 0 })}
        </Button>
        <Button variant="default" onClick={() => onChoice('new')}>
          {t('mailboxes.firstImport.new')}
        </Button>
        <Button variant="default" onClick={() => onChoice('later')}>
          {t('mailboxes.firstImport.later')}
        </Button>
      </Stack>
    </Stack>
  );
}

function Failed({ seen, onChoice }: { seen: Seen; onChoice: (choice: FirstImport | undefined) => void }) {
  const { t } = useTexts();
  const failure = seen.failed?.failure ?? seen.end?.failure;
  return (
    <Stack gap="md">
      <div role="alert">
        <Text size="sm" fw={600}>
          {failure ? failureText(currentLocale(), failure) : t('mailboxes.test.broken')}
        </Text>
        {seen.failed?.serverReply && <ServerReply reply={seen.failed.serverReply} />}
      </div>
      <Text size="sm">{t('mailboxes.firstImport.failedText')}</Text>
      <Stack gap="xs">
        <Button data-autofocus onClick={() => onChoice(undefined)}>
          {t('mailboxes.firstImport.back')}
        </Button>
        <Button variant="default" onClick={() => onChoice('later')}>
          {t('mailboxes.firstImport.later')}
        </Button>
        <Button variant="default" onClick={() => onChoice('all')}>
          {t('mailboxes.firstImport.anyway')}
        </Button>
      </Stack>
    </Stack>
  );
}
