import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTexts } from '../i18n/index.ts';
import { useCopy } from './copy-text.ts';

/** Copies `text`; `label` names it if “Copy” is not enough. */
export function Copy({ text, label }: { text: string; label?: string }) {
  const { t } = useTexts();
  const { copied, copy } = useCopy();
  return (
    <Tooltip label={copied ? t('common.copied') : (label ?? t('common.copy'))}>
      <ActionIcon size="sm" onClick={() => copy(text)} aria-label={label ?? t('common.copy')}>
        {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  );
}
