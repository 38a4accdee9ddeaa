import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useTexts } from '../i18n/index.ts';

/** A field for a password; the button that shows what was typed is named in the reader's language. */
export function PasswordField(props: PasswordInputProps) {
  const { t } = useTexts();
  return <PasswordInput visibilityToggleButtonProps={{ 'aria-label': t('common.showPassword') }} {...props} />;
}
