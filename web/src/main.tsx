import '@mantine/core/styles.layer.css';
import './page.css';
import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { startTexts, switchLocale } from './i18n/index.ts';
import { currentLocale } from './i18n/locale.ts';
import { createQueryClient, sessionQuery } from './queries.ts';
import { createDeskRouter } from './router.tsx';
import { colours, theme } from './theme.ts';
import { lazyPart } from './lazy-parts.tsx';

const Overlays = lazyPart(() => import('./frame/overlays.tsx').then((module) => module.Overlays));

const queryClient = createQueryClient(() => {
  queryClient.setQueryData(sessionQuery.queryKey, (known) => known && { ...known, agent: null });
  void router.invalidate();
});
const router = createDeskRouter(queryClient);
const colorSchemeManager = localStorageColorSchemeManager({ key: 'poststelle-theme' });

const [session] = await Promise.all([queryClient.ensureQueryData(sessionQuery).catch(() => undefined), startTexts()]);
if (session?.agent && session.agent.locale !== currentLocale()) await switchLocale(session.agent.locale);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={colours}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Suspense>
          <Overlays />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
