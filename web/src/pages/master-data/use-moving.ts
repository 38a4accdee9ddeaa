import { type DragEvent, type KeyboardEvent, useState } from 'react';
import type { MasterKind } from '../../../../src/settings/master-data.ts';
import { useTexts } from '../../i18n/index.ts';
import { notifyError } from '../../parts/notify.ts';
import { kindLooks } from './kinds.ts';
import { newOrder } from './new-order.ts';
import type { Shown } from './use-entries.ts';
import { useSaveEntry } from './use-save-entry.tsx';

/** What makes a row movable: events of the row and of its handle. */
export type Moving = {
  over: boolean;
  row: {
    onDragOver: (event: DragEvent) => void;
    onDragLeave: () => void;
    onDrop: (event: DragEvent) => void;
  };
  handle: {
    draggable: true;
    onDragStart: (event: DragEvent) => void;
    onDragEnd: () => void;
    onKeyDown: (event: KeyboardEvent) => void;
  };
};

/** Changes the order of entries: by dragging a row onto the place of another, or by the arrow keys on its handle. */
export function useMoving(kind: MasterKind) {
  const { t } = useTexts();
  const { reorder } = useSaveEntry(kind);
  const [dragged, setDragged] = useState<number>();
  const [over, setOver] = useState<number>();
  const [announcement, setAnnouncement] = useState('');
  const [busy, setBusy] = useState(false);
  const move = (rows: Shown[], from: number, to: number) => {
    const order = kindLooks[kind].order;
    const moved = order && !busy ? newOrder(rows, from, to, order) : [];
    if (moved.length === 0) return;
    const name = rows[from]?.name ?? '';
    setBusy(true);
    setAnnouncement(t('masterData.movedTo', { name, place: to + 1, count: rows.length }));
    void reorder(moved, t('masterData.moved', { name }))
      .catch(notifyError)
      .finally(() => setBusy(false));
  };
  const handle = (rows: Shown[], entry: Shown): Moving => {
    const at = rows.indexOf(entry);
    const from = rows.findIndex(({ id }) => id === dragged);
    const end = () => {
      setDragged(undefined);
      setOver(undefined);
    };
    return {
      over: over === entry.id && from >= 0 && from !== at,
      row: {
        onDragOver: (event) => {
          if (from < 0) return;
          event.preventDefault();
          setOver(entry.id);
        },
        onDragLeave: () => setOver((before) => (before === entry.id ? undefined : before)),
        onDrop: (event) => {
          event.preventDefault();
          move(rows, from, at);
          end();
        },
      },
      handle: {
        draggable: true,
        onDragStart: (event) => {
          event.dataTransfer.effectAllowed = 'move';
          setDragged(entry.id);
        },
        onDragEnd: end,
        onKeyDown: (event) => {
          const to = event.key === 'ArrowUp' ? at - 1 : event.key === 'ArrowDown' ? at + 1 : at;
          if (to === at) return;
          event.preventDefault();
          move(rows, at, to);
        },
      },
    };
  };
  return { handle, announcement };
}
