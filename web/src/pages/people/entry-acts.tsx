import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconArrowMerge, IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { MasterEntry } from '../../api-routes.ts';
import { useTexts } from '../../i18n/index.ts';
import { sessionQuery } from '../../queries.ts';
import { DeleteEntry } from '../master-data/delete-entry.tsx';
import { type Editing, EntryDrawer } from '../master-data/entry-drawer.tsx';
import { MergeEntry } from '../master-data/merge-entry.tsx';

/** Edit, merge, delete for those who may; after the last two the list is shown, since this entry may be gone. */
export function EntryActs({ kind, entry }: { kind: 'contacts' | 'customers'; entry: MasterEntry }) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const { data: session } = useQuery(sessionQuery);
  const [editing, setEditing] = useState<Editing>();
  const [asking, setAsking] = useState<'delete' | 'merge'>();
  const role = session?.agent?.role;
  if (role !== 'admin' && role !== 'dispatcher') return null;
  const onGone = () => void navigate({ to: `/${kind}` });
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPencil size={15} aria-hidden />}
        onClick={() => setEditing({ entry })}
      >
        {t('masterData.edit')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={t('common.actions')}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconArrowMerge size={15} aria-hidden />} onClick={() => setAsking('merge')}>
            {t('masterData.merge')}
          </Menu.Item>
          <Menu.Item color="red" leftSection={<IconTrash size={15} aria-hidden />} onClick={() => setAsking('delete')}>
            {t('common.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <EntryDrawer kind={kind} editing={editing} onClose={() => setEditing(undefined)} />
      {asking === 'delete' && (
        <DeleteEntry kind={kind} entry={entry} onClose={() => setAsking(undefined)} onDone={onGone} />
      )}
      {asking === 'merge' && (
        <MergeEntry
          kind={kind}
          entry={entry}
          onClose={() => setAsking(undefined)}
          onDone={(into) => void navigate({ to: `/${kind}/$id`, params: { id: String(into.id) } })}
        />
      )}
    </>
  );
}
