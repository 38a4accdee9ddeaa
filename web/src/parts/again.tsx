import { Button } from '@mantine/core';
import { texts } from '../i18n/index.ts';

/** What did not work, with a button that tries it again. */
export function Again({ text, onAgain }: { text: string; onAgain: () => void }) {
  return (
    <>
      {text}
      <Button variant="default" size="compact-sm" mt={8} display="block" onClick={onAgain}>
        {texts.t('common.retry')}
      </Button>
    </>
  );
}
