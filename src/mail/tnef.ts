import { safeFileName, typeByName } from './attachment-name.ts';
import { decodeCharset } from './charset.ts';
import { LIMITS } from './limits.ts';
import { decompressRtf, readRtf } from './rtf.ts';
import { type MapiProperties, readMapiProperties } from './tnef-properties.ts';

/** One file of a winmail.dat. */
export type TnefFile = { name: string; type: string; contentId: string | null; content: Uint8Array };

/** What a winmail.dat holds: files, and the body if Outlook put it there. */
export type TnefContent = { text: string | null; html: string | null; files: TnefFile[] };

/** Unpacks a TNEF stream (MS-OXTNEF), messages inside it up to `LIMITS.unpacking` levels; null if the bytes are none. Never throws. */
export function readTnef(bytes: Uint8Array, level = 0): TnefContent | null {
  const stream = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (stream.length < 6 || stream.readUInt32LE(0) !== SIGNATURE) return null;
  const found: TnefContent = { text: null, html: null, files: [] };
  let codePage = 1252;
  let file: OpenFile | null = null;
  for (let at = 6; at + 9 <= stream.length; ) {
    const id = stream.readUInt32LE(at + 1);
    const length = stream.readUInt32LE(at + 5);
    const data = stream.subarray(at + 9, Math.min(at + 9 + length, stream.length));
    at += 9 + length + 2;
    if (id === OEM_CODE_PAGE && data.length >= 4) {
      codePage = data.readUInt32LE(0);
    } else if (id === BODY) {
      found.text = cleanText(decodeCharset(data, `windows-${codePage}`).text);
    } else if (id === MESSAGE_PROPERTIES) {
      readBodies(readMapiProperties(data), codePage, found);
    } else if (id === ATTACH_RENDERING) {
      closeFile(file, found, codePage, level);
      file = { title: '', data: null, properties: null };
    } else if (file && id === ATTACH_TITLE) {
      file.title = cleanText(decodeCharset(data, `windows-${codePage}`).text);
    } else if (file && id === ATTACH_DATA) {
      file.data = data;
    } else if (file && id === ATTACH_PROPERTIES) {
      file.properties = readMapiProperties(data);
    }
  }
  closeFile(file, found, codePage, level);
  return found;
}

const SIGNATURE = 0x223e9f78;
/** MS-OXTNEF §2.1.3.3 attribute ids, type in the upper word. */
const OEM_CODE_PAGE = 0x00069007;
const BODY = 0x0002800c;
const MESSAGE_PROPERTIES = 0x00069003;
const ATTACH_RENDERING = 0x00069002;
const ATTACH_TITLE = 0x00018010;
const ATTACH_DATA = 0x0006800f;
const ATTACH_PROPERTIES = 0x00069005;

/** MS-OXPROPS property ids. */
const PROPERTY = {
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  internetCodePage: 0x3fde,
  data: 0x3701,
  method: 0x3705,
  fileName: 0x3704,
  longFileName: 0x3707,
  displayName: 0x3001,
  mimeType: 0x370e,
  contentId: 0x3712,
} as const;

type OpenFile = { title: string; data: Buffer | null; properties: MapiProperties | null };

function readBodies(properties: MapiProperties, codePage: number, found: TnefContent): void {
  const body = properties.get(PROPERTY.body);
  if (body) found.text = cleanText(textOf(body, codePage));
  const html = properties.get(PROPERTY.html);
  const page = properties.get(PROPERTY.internetCodePage)?.bytes;
  const internet = page && page.length >= 4 ? page.readUInt32LE(0) : codePage;
  if (html) found.html = cleanText(textOf(html, internet));
  const rtf = properties.get(PROPERTY.rtf);
  if (!rtf || found.html !== null) return;
  const plain = decompressRtf(rtf.bytes);
  if (!plain) return;
  const read = readRtf(plain);
  found.html = read.html;
  if (found.text === null && read.text !== '') found.text = read.text;
}

function closeFile(file: OpenFile | null, found: TnefContent, codePage: number, level: number): void {
  if (!file || found.files.length >= LIMITS.tnefAttachments) return;
  const property = (id: number): string => {
    const value = file.properties?.get(id);
    return value ? cleanText(textOf(value, codePage)) : '';
  };
  const method = file.properties?.get(PROPERTY.method)?.bytes;
  const packed = file.properties?.get(PROPERTY.data);
  // MS-OXCMSG §2.2.2.9: method 5 is an embedded message, its TNEF stream stands behind a 16-byte interface id.
  if (packed && method && method.length >= 4 && method.readUInt32LE(0) === 5 && level < LIMITS.unpacking) {
    const inner = readTnef(packed.bytes.subarray(16), level + 1);
    if (inner) return addEmbedded(inner, property(PROPERTY.displayName) || file.title, found);
  }
  const content = file.data ?? packed?.bytes;
  if (!content) return;
  const name =
    safeFileName(
      property(PROPERTY.longFileName) || property(PROPERTY.fileName) || file.title || property(PROPERTY.displayName),
    ) || `attachment-${found.files.length + 1}.bin`;
  const type = property(PROPERTY.mimeType).toLowerCase();
  const contentId = property(PROPERTY.contentId).replace(/^<|>$/g, '');
  found.files.push({
    name,
    type: /^[a-z]+\/[a-z0-9.+-]+$/.test(type) ? type : typeByName(name),
    contentId: contentId === '' ? null : contentId,
    content,
  });
}

/** A message inside: its files beside ours, its text as one more file. */
function addEmbedded(inner: TnefContent, title: string, found: TnefContent): void {
  const stem = safeFileName(title) || 'message';
  if (inner.html !== null) {
    found.files.push({
      name: `${stem}.html`,
      type: 'text/html',
      contentId: null,
      content: Buffer.from(inner.html, 'utf8'),
    });
  } else if (inner.text !== null && inner.text.trim() !== '') {
    found.files.push({
      name: `${stem}.txt`,
      type: 'text/plain',
      contentId: null,
      content: Buffer.from(inner.text, 'utf8'),
    });
  }
  found.files.push(...inner.files.slice(0, LIMITS.tnefAttachments - found.files.length));
}

function textOf(value: { isUnicode: boolean; bytes: Buffer }, codePage: number): string {
  return value.isUnicode
    ? value.bytes.toString('utf16le')
    : decodeCharset(value.bytes, codePage === 65001 ? 'utf-8' : `cp${codePage}`).text;
}

function cleanText(text: string): string {
  return text.replace(/\0+/g, '').replace(/\r\n?/g, '\n');
}
