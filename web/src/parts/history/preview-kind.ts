/** What of an attachment can be shown on the page. `type` is the sender's word. */
type PreviewKind = 'image' | 'pdf' | 'text';

/** Names of files that are text although their type does not say so. */
const textNames = /\.(?:txt|csv|tsv|log|md|json|xml|ya?ml|ini|conf|ics|vcf|eml)$/i;

/** How a file is shown; null if it can only be saved. */
export function previewKind({ type, name }: { type: string; name: string }): PreviewKind | null {
  // No SVG: it is a document that may run scripts, and the desk hands it out to be saved only.
  if (/^image\/(?:png|jpe?g|gif|webp|avif|bmp)$/.test(type)) return 'image';
  if (type === 'application/pdf') return 'pdf';
  if (/^text\/|^message\/|^application\/(?:json|xml)$/.test(type)) return 'text';
  return type === 'application/octet-stream' && textNames.test(name) ? 'text' : null;
}

/** Bytes of a text as people read them: UTF-8, else what Windows writes in the west. A cut character at the end is left out. */
export function readableText(bytes: Uint8Array): string {
  // Browsers decode rightly; the rule is for old versions of Node.
  /* oxlint-disable no-restricted-globals */
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
  /* oxlint-enable no-restricted-globals */
}
