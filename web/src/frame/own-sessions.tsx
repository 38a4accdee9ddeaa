import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { OwnSession } from '../../../src/api/contract/session.ts';
import { call } from '../api.ts';
import { useTexts } from '../i18n/index.ts';
import { notifyDone, notifyError } from '../parts/notify.ts';
import { QueryView } from '../parts/query-view.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { keys } from '../queries.ts';
import { browserName } from './browser-name.ts';

/** Where one is signed in, with a way to end it elsewhere. */
export function OwnSessions() {
  const { t } = useTexts();
  const client = useQueryClient();
  const sessions = useQuery({
    queryKey: keys.ownSessions,
    queryFn: ({ signal }) => call('GET /api/session/list', {}, signal),
  });
  const end = useMutation({
    mutationFn: (id: string) => call('DELETE /api/session/list/:id', { id }),
    onSuccess: async () => {
      notifyDone(t('account.ended'));
      await client.invalidateQueries({ queryKey: keys.ownSessions });
    },
    onError: notifyError,
  });
  return (
    <QueryView query={sessions}>
      {({ rows }) => (
        <Stack gap="md">
          {rows.map((session) => (
            <SessionRow key={session.id} session={session} onEnd={() => end.mutate(session.id)} busy={end.isPending} />
          ))}
          {rows.length > 1 && (
            <Group justify="flex-end">
              <Button variant="default" loading={end.isPending} onClick={() => end.mutate('others')}>
                {t('account.endOthers')}
              </Button>
            </Group>
          )}
        </Stack>
      )}
    </QueryView>
  );
}

function SessionRow({ session, onEnd, busy }: { session: OwnSession; onEnd: () => void; busy: boolean }) {
  const { t } = useTexts();
  const name = browserName(session.userAgent) ?? t('account.unknown');
  return (
    <Group justify="space-between" wrap="nowrap" gap="md">
      <div>
        <Text size="sm" fw={600}>
          {name}
        </Text>
        <Text size="xs" c="dimmed">
          {t('account.since')} <RelativeTime at={session.signedInAt} />
        </Text>
      </div>
      {session.current ? (
        <Text size="xs" c="dimmed">
          {t('account.here')}
        </Text>
      ) : (
        <Button variant="default" disabled={busy} onClick={onEnd} aria-label={t('account.endOne', { name })}>
          {t('account.end')}
        </Button>
      )}
    </Group>
  );
}
