import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { modals } from '@mantine/modals';
import {
  IconCheck,
  IconDeviceDesktop,
  IconDevices,
  IconKey,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSun,
  IconUserCircle,
} from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import { call } from '../api.ts';
import { switchLocale, useTexts } from '../i18n/index.ts';
import type { Locale } from '../i18n/locale.ts';
import { openDialog } from '../parts/dialogs.ts';
import { notifyError } from '../parts/notify.ts';
import { forgetPerson } from '../person.ts';
import { sessionQuery } from '../queries.ts';
import { RailTip } from './rail.tsx';
import classes from './rail.module.css';
import { laterPart, lazyPart } from '../lazy-parts.tsx';

const ChangePassword = lazyPart(() => import('./change-password.tsx').then((module) => module.ChangePassword));
const OwnSessions = laterPart(() => import('./own-sessions.tsx').then((module) => module.OwnSessions));
const locales: Locale[] = ['de', 'en'];

/** Switches the language of the page and remembers it as the agent's own. */
export function useOwnLocale(): (locale: Locale) => void {
  const client = useQueryClient();
  return (locale) => {
    void (async () => {
      await switchLocale(locale);
      const session = await call('PATCH /api/session', { body: { locale } });
      client.setQueryData(sessionQuery.queryKey, session);
      // Reasons and errors come from the desk in the language of the request.
      await client.invalidateQueries();
    })().catch(notifyError);
  };
}

/** German or English, for the agent who is signed in. */
export function LanguageMenu({ wide }: { wide: boolean }) {
  const { t, locale } = useTexts();
  const choose = useOwnLocale();
  return (
    <RailMenu
      wide={wide}
      label={`${t('frame.language')}: ${t(`common.name.language.${locale}`)}`}
      icon={<IconLanguage size={18} stroke={1.75} aria-hidden />}
    >
      {locales.map((each) => (
        <Menu.Item
          key={each}
          lang={each}
          onClick={() => choose(each)}
          rightSection={each === locale && <IconCheck size={14} aria-hidden />}
          aria-current={each === locale || undefined}
        >
          {t(`common.name.language.${each}`)}
        </Menu.Item>
      ))}
    </RailMenu>
  );
}

const themes = [
  { name: 'light', icon: IconSun },
  { name: 'dark', icon: IconMoon },
  { name: 'auto', icon: IconDeviceDesktop },
] as const;

/** Light, dark or as the system has it, for this browser. */
export function ThemeMenu({ wide }: { wide: boolean }) {
  const { t } = useTexts();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Icon = themes.find(({ name }) => name === colorScheme)?.icon ?? IconSun;
  return (
    <RailMenu
      wide={wide}
      label={`${t('frame.theme')}: ${t(`frame.themes.${colorScheme}`)}`}
      icon={<Icon size={18} stroke={1.75} aria-hidden />}
    >
      {themes.map(({ name, icon: Each }) => (
        <Menu.Item
          key={name}
          leftSection={<Each size={15} aria-hidden />}
          onClick={() => setColorScheme(name)}
          rightSection={name === colorScheme && <IconCheck size={14} aria-hidden />}
          aria-current={name === colorScheme || undefined}
        >
          {t(`frame.themes.${name}`)}
        </Menu.Item>
      ))}
    </RailMenu>
  );
}

/** Ends the session, and forgets all that was read in it. */
export function useSignOut(): () => void {
  const client = useQueryClient();
  const router = useRouter();
  return () => {
    void call('DELETE /api/session').then(() => {
      forgetPerson();
      client.clear();
      return router.navigate({ to: '/sign-in' });
    }, notifyError);
  };
}

/** Who is signed in: password, sign out. */
export function ProfileMenu({ wide }: { wide: boolean }) {
  const { t } = useTexts();
  const signOut = useSignOut();
  const { data: session } = useQuery(sessionQuery);
  const agent = session?.agent;
  if (!agent) return null;
  const changePassword = () =>
    openDialog({
      title: t('frame.changePassword.title'),
      children: (
        <Suspense>
          <ChangePassword onDone={() => modals.closeAll()} />
        </Suspense>
      ),
      closeButtonProps: { 'aria-label': t('common.close') },
    });
  const showSessions = () =>
    openDialog({
      title: t('frame.sessions'),
      children: (
        <Suspense>
          <OwnSessions />
        </Suspense>
      ),
      closeButtonProps: { 'aria-label': t('common.close') },
    });
  return (
    <RailMenu
      wide={wide}
      label={wide ? agent.name : t('frame.profile', { name: agent.name })}
      icon={<IconUserCircle size={18} stroke={1.75} aria-hidden />}
    >
      <Menu.Label>
        {agent.email} · {t(`frame.role.${agent.role}`)}
      </Menu.Label>
      <Menu.Item leftSection={<IconKey size={15} aria-hidden />} onClick={changePassword}>
        {t('frame.password')}
      </Menu.Item>
      <Menu.Item leftSection={<IconDevices size={15} aria-hidden />} onClick={showSessions}>
        {t('frame.sessions')}
      </Menu.Item>
      <Menu.Item leftSection={<IconLogout size={15} aria-hidden />} onClick={signOut}>
        {t('frame.signOut')}
      </Menu.Item>
    </RailMenu>
  );
}

function RailMenu({
  wide,
  label,
  icon,
  children,
}: {
  wide: boolean;
  label: string;
  icon: ReactNode;
  children: ReactNode;
}) {
  return (
    <Menu position="right-end" width={220}>
      <RailTip wide={wide} label={label}>
        <div>
          <Menu.Target>
            <UnstyledButton className={classes.item} aria-label={wide ? undefined : label}>
              {icon}
              {wide && <span className={classes.label}>{label}</span>}
            </UnstyledButton>
          </Menu.Target>
        </div>
      </RailTip>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
