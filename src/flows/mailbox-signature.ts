import { checkTemplate } from '../desk/templates/engine.ts';
import { sanitiseOutgoing } from '../mail/sanitise-outgoing.ts';
import type { FieldProblem, FormValues } from '../settings/field.ts';

/** What is wrong in the signature of form values, with line and column: it is HTML in the language of templates. */
export function signatureProblems({ signature }: FormValues): FieldProblem[] {
  const html = typeof signature === 'string' ? signature : '';
  const found = checkTemplate('signature', { subject: '', text: '', html });
  return found.map(({ problem, params }) => ({ field: 'signature', problem, params }));
}

/** The values with a signature that is safe to keep; placeholders in the targets of links stay readable. It is made safe again each time it is filled in. */
export function withSafeSignature(values: Record<string, unknown>): Record<string, unknown> {
  if (typeof values.signature !== 'string' || values.signature === '') return values;
  const safe = sanitiseOutgoing(values.signature, () => null);
  const signature = safe.replace(/%7B%7B(?:[^%"]|%20){1,200}%7D%7D/giu, (placeholder) =>
    decodeURIComponent(placeholder),
  );
  return { ...values, signature };
}
