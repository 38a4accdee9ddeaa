import { ActionIcon, Modal, Text, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconEye, IconEyeOff, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ListView } from '../../../../src/api/contract/list-views.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { notifyError } from '../../parts/notify.ts';
import { keys, listViewsQuery, preferencesQuery } from '../../queries.ts';
import { movedColumn } from './columns.ts';
import classes from './filter-bar.module.css';
import { notifyWithUndo } from '../../parts/notify-undo.tsx';
import { useSetPreferences } from '../../parts/use-preferences.ts';
import { type PlacedView, placedViews, viewOrder, viewOrderKey } from './view-order.ts';

/** Order and visibility of all views for the agent; names and deleting of those the agent may change. */
export function ManageViews({ onClose }: { onClose: () => void }) {
  const { t } = useTexts();
  const saved = useQuery(listViewsQuery);
  const preferences = useQuery(preferencesQuery).data ?? {};
  const set = useSetPreferences();
  const placed = placedViews(saved.data ?? [], preferences);
  const { hidden } = viewOrder(preferences);
  const order = placed.map(({ key }) => key);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('lists.manage.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Text size="sm" c="dimmed" mb="sm">
        {t('lists.manage.about')}
      </Text>
      {placed.map((view, at) => (
        <Row
          key={view.key}
          view={view}
          first={at === 0}
          last={at === placed.length - 1}
          onMove={(by) => set({ [viewOrderKey]: { order: movedColumn(order, at, by), hidden } })}
          onHide={(hide) =>
            set({
              [viewOrderKey]: {
                order,
                hidden: hide ? [...hidden, view.key] : hidden.filter((key) => key !== view.key),
              },
            })
          }
        />
      ))}
    </Modal>
  );
}

function Row(props: {
  view: PlacedView;
  first: boolean;
  last: boolean;
  onMove: (by: number) => void;
  onHide: (hide: boolean) => void;
}) {
  const { t } = useTexts();
  const { view } = props;
  const saved = 'saved' in view ? view.saved : null;
  const name = saved ? saved.name : 'view' in view ? t(`tickets.views.${view.view}`) : '';
  const { rename, remove } = useChangeView();
  return (
    <div className={classes.manageRow} data-hidden={view.hidden || undefined}>
      {saved?.mayChange ? (
        <TextInput
          size="xs"
          className={classes.manageName}
          aria-label={t('lists.manage.rename', { name })}
          defaultValue={name}
          maxLength={60}
          onBlur={(event) => {
            const next = event.currentTarget.value.trim();
            if (next === '') event.currentTarget.value = name;
            else if (next !== name) rename.mutate({ ...saved, name: next });
          }}
        />
      ) : (
        <span className={classes.manageName}>{name}</span>
      )}
      <span className={classes.manageKind}>
        {saved ? saved.shared && t('lists.manage.shared') : t('lists.manage.builtIn')}
      </span>
      <ActionIcon disabled={props.first} aria-label={t('lists.manage.up', { name })} onClick={() => props.onMove(-1)}>
        <IconArrowUp size={15} aria-hidden />
      </ActionIcon>
      <ActionIcon disabled={props.last} aria-label={t('lists.manage.down', { name })} onClick={() => props.onMove(1)}>
        <IconArrowDown size={15} aria-hidden />
      </ActionIcon>
      <ActionIcon
        aria-label={view.hidden ? t('lists.manage.show', { name }) : t('lists.manage.hide', { name })}
        onClick={() => props.onHide(!view.hidden)}
      >
        {view.hidden ? <IconEyeOff size={15} aria-hidden /> : <IconEye size={15} aria-hidden />}
      </ActionIcon>
      {saved?.mayChange && (
        <ActionIcon aria-label={t('lists.manage.delete', { name })} onClick={() => remove.mutate(saved)}>
          <IconTrash size={15} aria-hidden />
        </ActionIcon>
      )}
    </div>
  );
}

function useChangeView() {
  const { t } = useTexts();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: keys.listViews });
  const rename = useMutation({
    mutationFn: (view: ListView) => call('PUT /api/list-views/:id', { id: view.id, body: view }),
    onError: notifyError,
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: (view: ListView) => call('DELETE /api/list-views/:id', { id: view.id }),
    onSuccess: (_nothing, view) =>
      notifyWithUndo(t('lists.manage.deleted', { name: view.name }), () => rename.mutate(view)),
    onError: notifyError,
    onSettled: refresh,
  });
  return { rename, remove };
}
