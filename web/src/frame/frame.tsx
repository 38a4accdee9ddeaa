import { ActionIcon } from '@mantine/core';
import { useDisclosure, useHotkeys, useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { IconMenu2 } from '@tabler/icons-react';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { useTexts } from '../i18n/index.ts';
import { useLiveEvents } from '../live.ts';
import { OfflineBanner, StoppedBanner } from './banner.tsx';
import classes from './frame.module.css';
import { Rail } from './rail.tsx';
import { useGoKeys } from './use-go-keys.ts';
import { laterPart, lazyPart } from '../lazy-parts.tsx';
import { whenSignedOut } from '../person.ts';

const NarrowMenu = lazyPart(() => import('./narrow-menu.tsx').then((module) => module.NarrowMenu));
const SignInAgain = lazyPart(() => import('./sign-in-again.tsx').then((module) => module.SignInAgain));
const Palette = laterPart(() => import('./palette.tsx').then((module) => module.Palette));

/** What surrounds every page after sign-in: rail (a drawer on narrow screens), banner, commands, live events. */
export function Frame() {
  useLiveEvents();
  useGoKeys();
  const { t } = useTexts();
  const endAsking = useSignInQuestion();
  const narrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [pinned, setPinned] = useLocalStorage({
    key: 'poststelle-rail-pinned',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const [menu, { open, close }] = useDisclosure(false);
  const [palette, setPalette] = useState(false);
  // Commands are fetched when first asked for; they then listen to the keys themselves.
  useHotkeys([['mod+K', () => setPalette(true)]], []);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(close, [path, close]);

  return (
    <div className={classes.frame} data-pinned={(pinned && !narrow) || undefined} data-narrow={narrow || undefined}>
      <a className={classes.skip} href="#page">
        {t('frame.skip')}
      </a>
      {narrow ? (
        <header className={classes.bar}>
          <ActionIcon size="lg" onClick={open} aria-label={t('frame.openMenu')}>
            <IconMenu2 size={20} aria-hidden />
          </ActionIcon>
          <span className={classes.brand}>Poststelle</span>
          <Suspense>
            <NarrowMenu opened={menu} onClose={close} onPalette={() => setPalette(true)} />
          </Suspense>
        </header>
      ) : (
        <Rail wide={pinned} onPin={() => setPinned(!pinned)} onPalette={() => setPalette(true)} />
      )}
      <div className={classes.main}>
        <OfflineBanner />
        <StoppedBanner />
        <main id="page" className={classes.page} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      {endAsking && (
        <Suspense>
          <SignInAgain onEnd={endAsking} />
        </Suspense>
      )}
      {palette && (
        <Suspense>
          <Palette onClosed={() => setPalette(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** How to end the question to sign in again, for as long as it is asked; null otherwise. */
function useSignInQuestion(): ((signedIn: boolean) => void) | null {
  const [end, setEnd] = useState<((signedIn: boolean) => void) | null>(null);
  useEffect(
    () =>
      whenSignedOut(async () => {
        const before = document.activeElement;
        const { promise, resolve } = Promise.withResolvers<boolean>();
        setEnd(() => resolve);
        const signedIn = await promise;
        setEnd(null);
        // Back to where one was writing, once the dialog is gone.
        if (before instanceof HTMLElement) setTimeout(() => before.focus({ preventScroll: true }));
        return signedIn;
      }),
    [],
  );
  return end;
}
