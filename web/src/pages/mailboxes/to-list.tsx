import { IconChevronLeft } from '@tabler/icons-react';
import { useTexts } from '../../i18n/index.ts';
import classes from './mailboxes.module.css';
import { LinkText } from '../../parts/links.tsx';

/** The way back to the list where it is not beside the form. */
export function ToList() {
  const { t } = useTexts();
  return (
    <LinkText to="/admin/mailboxes" size="sm" className={classes.toList}>
      <IconChevronLeft size={14} aria-hidden />
      {t('mailboxes.toList')}
    </LinkText>
  );
}
