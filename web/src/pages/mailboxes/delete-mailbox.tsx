import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Mailbox } from '../../../../src/api/contract/mailboxes.ts';
import { settingText } from '../../../../src/settings/texts/index.ts';
import { call } from '../../api.ts';
import { fieldProblem } from '../../forms/field-problem.ts';
import { useTexts } from '../../i18n/index.ts';
import { errorText } from '../../parts/error-text.ts';
import { notifyDone } from '../../parts/notify.ts';
import { mailboxesQuery } from '../../queries.ts';

/** Asks before a mailbox is deleted; an outgoing one through which others answer says which, and gets a replacement. */
export function DeleteMailbox({ mailbox, onClose }: { mailbox: Mailbox; onClose: () => void }) {
  const { t, locale } = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data } = useQuery(mailboxesQuery);
  const [replacement, setReplacement] = useState<number>();
  const [tried, setTried] = useState(false);
  const real = (data?.rows ?? []).filter(({ protocol }) => protocol !== 'folder');
  const users = real.filter(({ direction, values }) => direction === 'incoming' && values.replyVia === mailbox.id);
  const others = real.filter(({ direction, id }) => direction === 'outgoing' && id !== mailbox.id);
  const isNeeded = users.length > 0;
  const remove = useMutation({
    mutationFn: () => call('DELETE /api/mailboxes/:id', { id: mailbox.id, query: { replacement } }),
    onSuccess: async () => {
      notifyDone(t('mailboxes.deleted', { name: mailbox.name }));
      onClose();
      await navigate({ to: '/admin/mailboxes' });
      await client.invalidateQueries();
    },
  });
  const go = () => {
    setTried(true);
    if (!isNeeded || replacement !== undefined) remove.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('mailboxes.deleteTitle', { name: mailbox.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      attributes={{ header: { role: 'presentation' } }}
    >
      <Stack gap="md">
        <Text size="sm">{t('mailboxes.deleteText')}</Text>
        {isNeeded && (
          <Text size="sm">{t('mailboxes.answerThrough', { names: users.map(({ name }) => name).join(', ') })}</Text>
        )}
        {isNeeded && others.length === 0 && <Text size="sm">{t('mailboxes.noReplacement')}</Text>}
        {isNeeded && others.length > 0 && (
          <Select
            label={settingText(locale, 'settings.incoming.replyVia.title')}
            withAsterisk
            placeholder={t('mailboxes.chooseReplacement')}
            error={tried && replacement === undefined && fieldProblem(locale, { problem: 'required' })}
            value={replacement === undefined ? null : String(replacement)}
            onChange={(next) => setReplacement(next === null ? undefined : Number(next))}
            data={others.map(({ id, name, address }) => ({ value: String(id), label: `${name} (${address})` }))}
          />
        )}
        {remove.error && (
          <Text size="sm" c="var(--desk-bad)" role="alert">
            {errorText(t, remove.error)}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button color="red" loading={remove.isPending} disabled={isNeeded && others.length === 0} onClick={go}>
            {t('mailboxes.delete')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
