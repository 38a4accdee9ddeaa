import { useTexts } from '../../i18n/index.ts';
import classes from './composer.module.css';
import { type Draft, isTouched } from './draft.ts';

/** Says where what is written is safe: at the desk since when, in this browser only, or nowhere. */
export function DraftState({ draft, kept, savedAt }: { draft: Draft; kept: boolean; savedAt: string | null }) {
  const { t, locale } = useTexts();
  const words = () => {
    if (savedAt !== null)
      return t('drafts.saved', {
        time: new Date(savedAt).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' }),
      });
    return kept ? t('tickets.composer.draftKept') : t('tickets.composer.draftNotKept');
  };
  return (
    <span className={classes.saved} data-kept={kept || savedAt !== null || undefined} role="status">
      {isTouched(draft) && words()}
    </span>
  );
}
