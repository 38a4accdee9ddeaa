import { decodeHeaderText } from './encoded-words.ts';
import { headerValue } from './header.ts';
import { LIMITS } from './limits.ts';
import type { Part } from './parts.ts';

/**
 * The file name of a part: filename (RFC 2183 §2.3), else name (RFC 2045), else Content-Description or subject of an attached
 * message, else one made from the type and `index` (1-based). Always safe: no path, no controls, with an extension if one is known.
 */
export function attachmentName(part: Part, index: number, innerSubject: string | null): string {
  const given =
    part.dispositionParameters.get('filename') ||
    part.parameters.get('name') ||
    part.dispositionParameters.get('name') ||
    part.parameters.get('filename') ||
    '';
  const named = safeFileName(given);
  const isMessage = part.type === 'message/rfc822' || part.type === 'message/global';
  // A name that the sender chose stays; only an attached message needs its extension to be opened.
  if (named !== '') return isMessage ? withExtension(named, part.type) : named;
  if (isMessage)
    return withExtension(safeFileName((innerSubject ?? '').replace(/[/\\]/g, '-')) || 'message', part.type);
  const description = safeFileName(decodeHeaderText(headerValue(part.header, 'Content-Description') ?? ''));
  if (FILE_LIKE.test(description)) return description;
  // Not by RFC: Outlook's `<image001.png@01DB…>`, and the name a web page gave.
  const contentId = safeFileName(
    /^\s*<?([^@<>]{1,100})@/.exec(headerValue(part.header, 'Content-ID') ?? '')?.[1] ?? '',
  );
  if (FILE_LIKE.test(contentId)) return contentId;
  const location = safeFileName((headerValue(part.header, 'Content-Location') ?? '').split(/[?#]/, 1)[0] as string);
  if (FILE_LIKE.test(location)) return location;
  return withExtension(STEMS.get(part.type) ?? `${stemOf(part.type)}-${index}`, part.type);
}

/** A name without directories, controls and trailing dots, at most `LIMITS.fileNameCharacters` long with its extension kept; '' if nothing is left. */
export function safeFileName(name: string): string {
  const last = name
    // Names of this length exist nowhere; the patterns below are quadratic on long runs.
    .slice(0, 2_000)
    .normalize('NFC')
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .split(/[/\\]/)
    .filter((piece) => !/^[\s.]*$/.test(piece))
    .at(-1);
  const plain = (last ?? '')
    .replace(/ +/g, ' ')
    .trim()
    .replace(/^["']+|["']+$/g, '')
    // The look back keeps a long run from being tried from each of its characters.
    .replace(/(?<![\s.])[\s.]+$/, '');
  if (plain.length <= LIMITS.fileNameCharacters) return plain;
  const extension = /\.[^.\s]{1,10}$/.exec(plain)?.[0] ?? '';
  return plain.slice(0, LIMITS.fileNameCharacters - extension.length).trimEnd() + extension;
}

/** Lower-case media type by file extension, `application/octet-stream` if unknown. */
export function typeByName(name: string): string {
  const extension = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return TYPES.get(extension) ?? 'application/octet-stream';
}

const FILE_LIKE = /^[^.]{1,80}\.[A-Za-z0-9]{1,5}$/;

const STEMS = new Map([
  ['text/calendar', 'invite'],
  ['text/vcard', 'contact'],
  ['text/x-vcard', 'contact'],
  ['message/delivery-status', 'delivery-status'],
  ['message/global-delivery-status', 'delivery-status'],
  ['message/disposition-notification', 'disposition-notification'],
  ['message/feedback-report', 'feedback-report'],
  ['text/rfc822-headers', 'headers'],
  ['application/pgp-signature', 'signature'],
  ['application/pkcs7-signature', 'smime'],
  ['application/x-pkcs7-signature', 'smime'],
  ['application/pkcs7-mime', 'smime'],
  ['application/x-pkcs7-mime', 'smime'],
  ['application/ms-tnef', 'winmail'],
]);

/** IANA media types met in mail and the extension a person expects. */
const EXTENSIONS = new Map([
  ['application/pdf', 'pdf'],
  ['application/zip', 'zip'],
  ['application/x-zip-compressed', 'zip'],
  ['application/gzip', 'gz'],
  ['application/x-gzip', 'gz'],
  ['application/x-7z-compressed', '7z'],
  ['application/x-rar-compressed', 'rar'],
  ['application/vnd.rar', 'rar'],
  ['application/x-tar', 'tar'],
  ['application/json', 'json'],
  ['application/xml', 'xml'],
  ['application/rtf', 'rtf'],
  ['application/msword', 'doc'],
  ['application/vnd.ms-excel', 'xls'],
  ['application/vnd.ms-powerpoint', 'ppt'],
  ['application/vnd.ms-outlook', 'msg'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
  ['application/vnd.openxmlformats-officedocument.presentationml.presentation', 'pptx'],
  ['application/vnd.oasis.opendocument.text', 'odt'],
  ['application/vnd.oasis.opendocument.spreadsheet', 'ods'],
  ['application/vnd.oasis.opendocument.presentation', 'odp'],
  ['application/ms-tnef', 'dat'],
  ['application/vnd.ms-tnef', 'dat'],
  ['application/pgp-signature', 'asc'],
  ['application/pgp-encrypted', 'asc'],
  ['application/pgp-keys', 'asc'],
  ['application/pkcs7-signature', 'p7s'],
  ['application/x-pkcs7-signature', 'p7s'],
  ['application/pkcs7-mime', 'p7m'],
  ['application/x-pkcs7-mime', 'p7m'],
  ['application/pkix-cert', 'cer'],
  ['application/x-pkcs12', 'p12'],
  ['application/postscript', 'ps'],
  ['application/javascript', 'js'],
  ['application/ics', 'ics'],
  ['application/octet-stream', 'bin'],
  ['audio/mpeg', 'mp3'],
  ['audio/wav', 'wav'],
  ['audio/x-wav', 'wav'],
  ['audio/ogg', 'ogg'],
  ['audio/mp4', 'm4a'],
  ['audio/amr', 'amr'],
  ['image/png', 'png'],
  ['image/jpeg', 'jpg'],
  ['image/jpg', 'jpg'],
  ['image/pjpeg', 'jpg'],
  ['image/gif', 'gif'],
  ['image/tiff', 'tif'],
  ['image/bmp', 'bmp'],
  ['image/x-ms-bmp', 'bmp'],
  ['image/webp', 'webp'],
  ['image/heic', 'heic'],
  ['image/svg+xml', 'svg'],
  ['image/x-icon', 'ico'],
  ['image/x-emf', 'emf'],
  ['image/x-wmf', 'wmf'],
  ['message/rfc822', 'eml'],
  ['message/global', 'eml'],
  ['message/partial', 'eml'],
  ['message/delivery-status', 'txt'],
  ['message/global-delivery-status', 'txt'],
  ['message/disposition-notification', 'txt'],
  ['message/feedback-report', 'txt'],
  ['text/rfc822-headers', 'txt'],
  ['text/plain', 'txt'],
  ['text/html', 'html'],
  ['text/css', 'css'],
  ['text/csv', 'csv'],
  ['text/xml', 'xml'],
  ['text/markdown', 'md'],
  ['text/enriched', 'txt'],
  ['text/richtext', 'txt'],
  ['text/rtf', 'rtf'],
  ['text/calendar', 'ics'],
  ['text/vcard', 'vcf'],
  ['text/x-vcard', 'vcf'],
  ['text/directory', 'vcf'],
  ['text/x-patch', 'patch'],
  ['text/x-diff', 'diff'],
  ['text/x-amp-html', 'html'],
  ['video/mp4', 'mp4'],
  ['video/quicktime', 'mov'],
  ['video/mpeg', 'mpg'],
  ['video/webm', 'webm'],
  ['video/3gpp', '3gp'],
]);

/** The first type of the table for an extension, except where that would be a rare one. */
const TYPES = new Map<string, string>([
  ['txt', 'text/plain'],
  ['asc', 'text/plain'],
  ['ics', 'text/calendar'],
  ['dat', 'application/octet-stream'],
]);
for (const [type, extension] of EXTENSIONS) if (!TYPES.has(extension)) TYPES.set(extension, type);

/** `stem` with the extension of the type, unless it has one already. */
function withExtension(stem: string, type: string): string {
  const extension = EXTENSIONS.get(type) ?? (type.startsWith('text/') ? 'txt' : 'bin');
  return stem.toLowerCase().endsWith(`.${extension}`) ? stem : `${stem}.${extension}`;
}

function stemOf(type: string): string {
  const family = type.slice(0, type.indexOf('/'));
  return family === 'image' || family === 'audio' || family === 'video' || family === 'text' || family === 'message'
    ? family
    : 'attachment';
}
