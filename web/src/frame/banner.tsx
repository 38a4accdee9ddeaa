import { IconHandStop, IconPlugConnectedX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../i18n/index.ts';
import { useConnected } from '../live.ts';
import { LinkText } from '../parts/links.tsx';
import { healthQuery, sessionQuery } from '../queries.ts';
import classes from './banner.module.css';

/** Says that the desk is out of reach for as long as it is. */
export function OfflineBanner() {
  const { t } = useTexts();
  const connected = useConnected();
  return (
    <div role="status">
      {!connected && (
        <div className={classes.banner}>
          <IconPlugConnectedX size={16} aria-hidden />
          {t('frame.offline')}
        </div>
      )}
    </div>
  );
}

/** Says on every page that the desk fetches no mail, for as long as its switch says so; whoever may turn it finds the way. */
export function StoppedBanner() {
  const { t } = useTexts();
  const { data: health } = useQuery(healthQuery);
  const { data: session } = useQuery(sessionQuery);
  return (
    <div role="status">
      {health?.fetchStopped && (
        <div className={classes.banner}>
          <IconHandStop size={16} aria-hidden />
          <span>
            {t('frame.stopped')}{' '}
            {session?.agent?.role === 'admin' && (
              <LinkText to="/admin/desk" size="sm" underline="always" c="inherit">
                {t('frame.toSwitch')}
              </LinkText>
            )}
          </span>
        </div>
      )}
    </div>
  );
}
