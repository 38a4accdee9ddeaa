import '@mantine/spotlight/styles.layer.css';
import { Kbd, useMantineColorScheme, useComputedColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight';
import {
  IconBolt,
  IconDatabase,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconPencilPlus,
  IconPlus,
  IconSearch,
  IconSun,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTexts } from '../i18n/index.ts';
import { sessionQuery } from '../queries.ts';
import { adminKinds, adminPlaces, places } from './places.ts';
import classes from './palette.module.css';
import { usePageActs } from './page-acts.ts';
import { type Group, useFinds } from './palette-finds.tsx';
import { useOwnLocale, useSignOut } from './rail-menus.tsx';

const AFTER_CLOSING_MS = 200;

/** Everything behind Ctrl/⌘ K: places, saved views, acts on the open page, and for what is typed tickets, users and mailboxes. */
export function Palette({ onClosed }: { onClosed: () => void }) {
  const { t } = useTexts();
  const [query, setQuery] = useState('');
  const acts = useActions();
  const { data: session } = useQuery(sessionQuery);
  const { groups, searching } = useFinds(query, session?.agent?.role === 'admin');
  const actions = [...acts.ofPage, ...groups, ...acts.always];
  const router = useRouter();
  useEffect(() => spotlight.open(), []);
  const search: SpotlightActionData = {
    id: 'find',
    label: t('frame.palette.findTicket', { query }),
    leftSection: <IconSearch size={18} aria-hidden />,
    onClick: () => void router.navigate({ to: '/tickets', search: { q: query } }),
    keywords: query,
  };
  return (
    <Spotlight
      query={query}
      onQueryChange={setQuery}
      actions={query.trim() ? [...actions, { group: t('common.search'), actions: [search] }] : actions}
      nothingFound={searching ? t('lists.palette.searching') : t('frame.palette.nothing')}
      shortcut={null}
      onSpotlightClose={onClosed}
      highlightQuery
      scrollable
      maxHeight={420}
      radius="lg"
      transitionProps={{ duration: 120 }}
      overlayProps={{ blur: 0 }}
      attributes={{ content: { 'aria-label': t('frame.palette.open') } }}
      classNames={{ actionsGroup: classes.group }}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: t('frame.palette.placeholder'),
        'aria-label': t('frame.palette.placeholder'),
      }}
    />
  );
}

/** What the open page offers comes first, what there always is last. */
function useActions(): { ofPage: Group[]; always: Group[] } {
  const { t, locale } = useTexts();
  const router = useRouter();
  const { data: session } = useQuery(sessionQuery);
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const choose = useOwnLocale();
  const signOut = useSignOut();
  const admin = session?.agent?.role === 'admin';
  const go = [...places, ...adminPlaces]
    .filter((place) => admin || !place.admin)
    .map(({ to, name, icon: Icon }) => ({
      id: to,
      label: t(name),
      leftSection: <Icon size={18} stroke={1.75} aria-hidden />,
      onClick: () => void router.navigate({ to }),
    }));
  const master = adminKinds.map((kind) => ({
    id: `data ${kind}`,
    label: t(`frame.kinds.${kind}`),
    leftSection: <IconDatabase size={18} stroke={1.75} aria-hidden />,
    onClick: () => void router.navigate({ to: '/admin/data/$kind', params: { kind } }),
  }));
  const create = (direction: 'incoming' | 'outgoing', label: string) => ({
    id: `new ${direction}`,
    label,
    leftSection: <IconPlus size={18} stroke={1.75} aria-hidden />,
    onClick: () => void router.navigate({ to: '/admin/mailboxes/new', search: { direction } }),
  });
  const acts: SpotlightActionData[] = [
    ...(admin
      ? [create('incoming', t('frame.palette.newIncoming')), create('outgoing', t('frame.palette.newOutgoing'))]
      : []),
    {
      id: 'compose',
      label: t('lists.keys.compose'),
      leftSection: <IconPencilPlus size={18} stroke={1.75} aria-hidden />,
      onClick: () => void router.navigate({ to: '/tickets/new' }),
    },
    {
      id: 'language',
      label: t('frame.palette.switchLanguage'),
      leftSection: <IconLanguage size={18} stroke={1.75} aria-hidden />,
      onClick: () => choose(locale === 'de' ? 'en' : 'de'),
    },
    {
      id: 'theme',
      label: scheme === 'dark' ? t('frame.palette.toLight') : t('frame.palette.toDark'),
      leftSection:
        scheme === 'dark' ? (
          <IconSun size={18} stroke={1.75} aria-hidden />
        ) : (
          <IconMoon size={18} stroke={1.75} aria-hidden />
        ),
      onClick: () => setColorScheme(scheme === 'dark' ? 'light' : 'dark'),
    },
    {
      id: 'sign-out',
      label: t('frame.signOut'),
      leftSection: <IconLogout size={18} stroke={1.75} aria-hidden />,
      onClick: signOut,
    },
  ];
  const ofPage = usePageActs().map(({ id, name, key, run }) => ({
    id: `act ${id}`,
    label: name,
    leftSection: <IconBolt size={18} stroke={1.75} aria-hidden />,
    rightSection: key && <Kbd>{key}</Kbd>,
    // Once the commands are closed and have given back the focus.
    onClick: () => void setTimeout(run, AFTER_CLOSING_MS),
  }));
  return {
    ofPage: ofPage.length === 0 ? [] : [{ group: t('lists.palette.ticket'), actions: ofPage }],
    always: [
      { group: t('frame.palette.go'), actions: admin ? [...go, ...master] : go },
      { group: t('frame.palette.do'), actions: acts },
    ],
  };
}
