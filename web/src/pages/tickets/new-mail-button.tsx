import { IconPencilPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTexts } from '../../i18n/index.ts';
import { LinkButton } from '../../parts/links.tsx';
import { useKeys } from '../../parts/use-keys.ts';

/** Begins a first mail to somebody, also by the key C. */
export function NewMailButton() {
  const { t } = useTexts();
  const navigate = useNavigate();
  useKeys({ c: () => void navigate({ to: '/tickets/new' }) });
  return (
    <LinkButton to="/tickets/new" size="sm" leftSection={<IconPencilPlus size={15} aria-hidden />}>
      {t('tickets.newMail')}
    </LinkButton>
  );
}
