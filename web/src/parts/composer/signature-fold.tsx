import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../i18n/index.ts';
import { signaturesQuery } from '../../queries.ts';
import classes from './composer.module.css';
import type { Draft } from './draft.ts';

/**
 * The signature that goes below the text: that of the chosen identity, so it follows From, stands there once and never inside a quote. It can be left out,
 * and be put back.
 */
export function SignatureFold({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  const { t } = useTexts();
  const signatures = useQuery(signaturesQuery);
  const signature = signatures.data?.rows.find(({ outgoingId }) => outgoingId === draft.outgoingId);
  if (!signature) return null;
  if (!draft.signed)
    return (
      <Button
        variant="subtle"
        size="compact-xs"
        className={classes.addSignature}
        onClick={() => onChange({ signed: true })}
      >
        {t('writing.signatureAdd')}
      </Button>
    );
  return (
    <section className={classes.signature} aria-label={t('writing.signature')}>
      <div className={classes.signatureText}>{signature.text}</div>
      <Button variant="subtle" size="compact-xs" onClick={() => onChange({ signed: false })}>
        {t('writing.signatureRemove')}
      </Button>
    </section>
  );
}
