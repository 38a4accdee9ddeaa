import { Link } from '@tanstack/react-router';
import type { MasterKind } from '../../../../src/settings/master-data.ts';
import { adminKinds } from '../../frame/places.ts';
import { useTexts } from '../../i18n/index.ts';
import classes from '../../parts/tabs.module.css';

/** The ways between the kinds that administrators maintain. */
export function KindTabs({ kind }: { kind: MasterKind }) {
  const { t } = useTexts();
  return (
    <nav className={classes.tabs} aria-label={t('masterData.kinds')}>
      {adminKinds.map((each) => (
        <Link
          key={each}
          to="/admin/data/$kind"
          params={{ kind: each }}
          className={classes.tab}
          aria-current={each === kind ? 'page' : undefined}
          data-active={each === kind || undefined}
        >
          {t(`masterData.${each}.title`)}
        </Link>
      ))}
    </nav>
  );
}
