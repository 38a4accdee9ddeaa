import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useConnected } from '../../live.ts';
import { draftsQuery } from '../../queries.ts';
import type { Answer } from './draft.ts';
import { draftDesk } from './draft-desk.ts';
import { draftKeeper } from './draft-keeper.ts';
import type { DraftPlace } from './draft-storage.ts';
import { pageStorage, personPrefix } from './memory-storage.ts';
import { DRAFT_RESTORED } from './sent-drafts.ts';

/**
 * The draft of one ticket (null: of a new mail), kept in this browser and at the desk. While nothing is typed it follows the prepared answer; afterwards it
 * keeps what it answers. `newest` is the id of the newest step one sees. `kept` is false if the browser refuses to keep drafts, `savedAt` tells when
 * the desk last saved it, null while it cannot, `other` what was written elsewhere.
 */
export function useDraft(
  place: DraftPlace,
  answer: Answer | null,
  onRestored: () => void,
  newest: number | null = null,
) {
  const [keeper] = useState(() => draftKeeper(place, pageStorage(), draftDesk(place), answer));
  const { held, kept, failed } = useSyncExternalStore(keeper.subscribe, keeper.state);
  const restored = useRef(onRestored);
  useEffect(() => {
    restored.current = onRestored;
  });
  useEffect(() => keeper.follow(answer, newest), [keeper, answer, newest]);

  useEffect(() => {
    keeper.start();
    const onRestore = (event: Event) => {
      const { detail } = event as CustomEvent<DraftPlace>;
      if (detail === place && keeper.restored()) restored.current();
    };
    const onStorage = ({ key }: StorageEvent) => {
      const prefix = personPrefix();
      if (key?.startsWith(prefix)) keeper.heard(key.slice(prefix.length));
    };
    const onHidden = () => document.visibilityState === 'hidden' && void keeper.save();
    globalThis.addEventListener('pagehide', keeper.leave);
    globalThis.addEventListener('storage', onStorage);
    globalThis.addEventListener(DRAFT_RESTORED, onRestore);
    document.addEventListener('visibilitychange', onHidden);
    return () => {
      globalThis.removeEventListener('pagehide', keeper.leave);
      globalThis.removeEventListener('storage', onStorage);
      globalThis.removeEventListener(DRAFT_RESTORED, onRestore);
      document.removeEventListener('visibilitychange', onHidden);
      keeper.stop();
    };
  }, [keeper, place]);

  const connected = useConnected();
  useEffect(() => {
    if (connected) keeper.retry();
  }, [keeper, connected]);
  // The list of drafts is read again whenever one of them changes; it tells whether ours did.
  const { data, dataUpdatedAt } = useQuery(draftsQuery);
  const version = data?.rows.find(({ ticket }) => (ticket?.id ?? null) === place)?.version ?? null;
  const known = data !== undefined;
  useEffect(() => {
    if (known) keeper.look(version);
  }, [keeper, known, version, dataUpdatedAt]);

  return {
    draft: held.draft,
    kept,
    savedAt: failed ? null : held.savedAt,
    other: held.other,
    change: keeper.change,
    restart: keeper.restart,
    discard: keeper.discard,
    save: () => void keeper.save(),
    takeOther: keeper.takeOther,
    keepOwn: keeper.keepOwn,
  };
}
