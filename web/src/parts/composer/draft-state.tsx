import { useTexts } from '../../i18n/index.ts';
import { dateLocale } from '../../i18n/locale.ts';
import classes from './composer.module.css';

/** Says where what is begun is safe: at the desk since when, in this browser only, or nowhere. */
export function DraftState({ begun, kept, savedAt }: { begun: boolean; kept: boolean; savedAt: string | null }) {
  const { t, locale } = useTexts();
  const words = () => {
    if (savedAt !== null)
      return t('drafts.saved', {
        time: new Date(savedAt).toLocaleTimeString(dateLocale(locale), { hour: '2-digit', minute: '2-digit' }),
      });
    return kept ? t('tickets.composer.draftKept') : t('tickets.composer.draftNotKept');
  };
  return (
    <span className={classes.saved} data-kept={kept || savedAt !== null || undefined} role="status">
      {begun && words()}
    </span>
  );
}
