import { useTexts } from '../../i18n/index.ts';
import { EmptyState } from '../../parts/states.tsx';

/** Beside the list as long as no mailbox is chosen. */
export function NoMailboxChosen() {
  const { t } = useTexts();
  return <EmptyState title={t('mailboxes.chooseTitle')}>{t('mailboxes.chooseText')}</EmptyState>;
}
