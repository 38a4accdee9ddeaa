import { useEffect, useState } from 'react';
import { useTexts } from '../i18n/index.ts';
import { notifyProblem } from './notify.ts';

const SHOWN_MS = 2_000;

/** Copies a text; `copied` says for two seconds that it worked, a notice that it did not. */
export function useCopy(): { copied: boolean; copy: (text: string) => void } {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (text: string) => {
    if (await copyText(text)) setCopied(true);
    else notifyProblem(t('forms.copyFailed'));
  };
  return { copied, copy: (text) => void copy(text) };
}

/** Puts a text on the clipboard, and false if the browser does not allow it. Without TLS it has only the old way. */
async function copyText(text: string): Promise<boolean> {
  if (!globalThis.isSecureContext) return copySelected(text);
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => copySelected(text),
  );
}

function copySelected(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.style.position = 'fixed';
  // Beside what has the focus: an open dialog would take it back from anywhere else.
  (before?.closest('[role="dialog"]') ?? document.body).append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return done;
}
