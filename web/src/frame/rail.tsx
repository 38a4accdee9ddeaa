import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { useTexts } from '../i18n/index.ts';
import { sessionQuery } from '../queries.ts';
import { HealthDot } from './health-dot.tsx';
import { adminPlaces, places } from './places.ts';
import { LanguageMenu, ProfileMenu, ThemeMenu } from './rail-menus.tsx';
import classes from './rail.module.css';

/** The rail at the left: places above, state and own settings below; `wide` shows the names beside the icons. */
export function Rail({ wide, onPin, onPalette }: { wide: boolean; onPin?: () => void; onPalette: () => void }) {
  const { t } = useTexts();
  const { data: session } = useQuery(sessionQuery);
  const admin = session?.agent?.role === 'admin';
  const shown = places.filter((place) => admin || !place.admin);
  return (
    <nav className={classes.rail} data-wide={wide || undefined} aria-label={t('frame.main')}>
      <div className={classes.head}>
        <img src="/icon.svg" alt="" width={26} height={26} />
        {wide && <span className={classes.brand}>{session?.desk.name || 'Poststelle'}</span>}
      </div>
      <ul className={classes.places}>
        {shown.map((place) => (
          <RailLink key={place.to} place={place} wide={wide} />
        ))}
        {admin && (
          <>
            <li className={classes.group}>
              {wide ? t('frame.administration') : <span className="sr-only">{t('frame.administration')}</span>}
            </li>
            {adminPlaces.map((place) => (
              <RailLink key={place.to} place={place} wide={wide} />
            ))}
          </>
        )}
      </ul>
      <div className={classes.foot}>
        <HealthDot wide={wide} />
        <RailButton
          wide={wide}
          label={t('frame.palette.open')}
          hint="Ctrl K"
          icon={<IconSearch size={18} stroke={1.75} aria-hidden />}
          onClick={onPalette}
        />
        <LanguageMenu wide={wide} />
        <ThemeMenu wide={wide} />
        <ProfileMenu wide={wide} />
        {onPin && (
          <RailButton
            wide={wide}
            label={wide ? t('frame.unpin') : t('frame.pin')}
            icon={
              wide ? (
                <IconLayoutSidebarLeftCollapse size={18} stroke={1.75} aria-hidden />
              ) : (
                <IconLayoutSidebarLeftExpand size={18} stroke={1.75} aria-hidden />
              )
            }
            onClick={onPin}
          />
        )}
      </div>
    </nav>
  );
}

type Place = (typeof places)[number] | (typeof adminPlaces)[number];

function RailLink({ place, wide }: { place: Place; wide: boolean }) {
  const { t } = useTexts();
  const Icon = place.icon;
  return (
    <li>
      <RailTip wide={wide} label={t(place.name)}>
        <Link
          to={place.to}
          className={classes.item}
          aria-label={wide ? undefined : t(place.name)}
          activeProps={{ 'data-active': true, 'aria-current': 'page' }}
        >
          <Icon size={20} stroke={1.75} aria-hidden />
          {wide && <span className={classes.label}>{t(place.name)}</span>}
        </Link>
      </RailTip>
    </li>
  );
}

/** A button of the rail that looks like its links; `hint` is the key that does the same. */
function RailButton(props: { wide: boolean; label: string; hint?: string; icon: ReactNode; onClick?: () => void }) {
  return (
    <RailTip wide={props.wide} label={props.hint ? `${props.label} (${props.hint})` : props.label}>
      <UnstyledButton
        className={classes.item}
        onClick={props.onClick}
        aria-label={props.wide ? undefined : props.label}
      >
        {props.icon}
        {props.wide && <span className={classes.label}>{props.label}</span>}
        {props.wide && props.hint && <kbd className={classes.hint}>{props.hint}</kbd>}
      </UnstyledButton>
    </RailTip>
  );
}

/** Says the name of an icon on hover and focus while the rail is narrow. */
export function RailTip({ wide, label, children }: { wide: boolean; label: string; children: ReactElement }) {
  return (
    <Tooltip label={label} position="right" disabled={wide} withinPortal>
      {children}
    </Tooltip>
  );
}
