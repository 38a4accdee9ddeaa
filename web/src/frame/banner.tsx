import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTexts } from '../i18n/index.ts';
import { useConnected } from '../live.ts';
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
