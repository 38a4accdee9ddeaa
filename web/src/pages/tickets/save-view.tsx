import { Button, Group, Modal, Stack, Switch, TextInput } from '@mantine/core';
import { IconBookmarkPlus, IconRestore } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { ListView } from '../../../../src/api/contract/list-views.ts';
import { sameFilter } from '../../../../src/desk/ticket-filter.ts';
import { ApiError, call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { errorText } from '../../parts/error-text.ts';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { keys, listViewsQuery, sessionQuery } from '../../queries.ts';
import { type Asked, searchOf } from './list-search.ts';

/** Saves what the list shows as a view, or into the view from which one came; offered once there is something to save. */
export function SaveView(props: { asked: Asked; saved: number | undefined; onChange: (asked: Asked) => void }) {
  const { t } = useTexts();
  const { asked } = props;
  const [naming, setNaming] = useState(false);
  const client = useQueryClient();
  const views = useQuery(listViewsQuery);
  const view = views.data?.find(({ id }) => id === props.saved);
  const update = useMutation({
    mutationFn: (to: ListView) => call('PUT /api/list-views/:id', { id: to.id, body: { ...to, ...asked } }),
    onSuccess: ({ name }) => {
      notifyDone(t('lists.save.saved', { name }));
      return client.invalidateQueries({ queryKey: keys.listViews });
    },
    onError: notifyError,
  });
  if (view ? isSame(view, asked) : asked.q === '' && Object.keys(asked.filter).length === 0) return null;
  return (
    <>
      {view?.mayChange && (
        <Button variant="light" size="compact-sm" loading={update.isPending} onClick={() => update.mutate(view)}>
          {t('lists.save.update')}
        </Button>
      )}
      {view && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconRestore size={15} stroke={1.5} aria-hidden />}
          onClick={() => props.onChange({ view: view.view, q: view.q, sort: view.sort, filter: view.filter })}
        >
          {t('lists.save.reset')}
        </Button>
      )}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconBookmarkPlus size={15} stroke={1.5} aria-hidden />}
        onClick={() => setNaming(true)}
      >
        {t('lists.save.act')}
      </Button>
      {naming && <NameView asked={asked} onClose={() => setNaming(false)} />}
    </>
  );
}

function isSame(view: ListView, { q, sort, filter, ...asked }: Asked): boolean {
  return view.view === asked.view && view.q === q && view.sort === sort && sameFilter(view.filter, filter);
}

function NameView({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: session } = useQuery(sessionQuery);
  const mayShare = session?.agent !== undefined && session.agent?.role !== 'agent';
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = useMutation({
    mutationFn: () => call('POST /api/list-views', { body: { ...asked, name: name.trim(), shared } }),
    onSuccess: async (view) => {
      client.setQueryData(listViewsQuery.queryKey, (known) => known && [...known, view]);
      void client.invalidateQueries({ queryKey: keys.listViews });
      onClose();
      notifyDone(t('lists.save.saved', { name: view.name }));
      await navigate({ to: '/tickets', search: searchOf(asked, view.id), replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') save.mutate();
  };
  const tooMany =
    save.error instanceof ApiError && save.error.problems.some(({ problem }) => problem === 'too-many-views');
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('lists.save.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextInput
            data-autofocus
            required
            maxLength={60}
            label={t('lists.save.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={save.error && (tooMany ? t('lists.save.tooMany') : errorText(t, save.error))}
          />
          {mayShare && (
            <Switch
              label={t('lists.save.shared')}
              description={t('lists.save.sharedHelp')}
              checked={shared}
              onChange={(event) => setShared(event.currentTarget.checked)}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" disabled={name.trim() === ''} loading={save.isPending}>
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
