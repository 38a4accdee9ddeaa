// Makes the fixed corpus that all benchmarks run on: node bin/run.js bench/corpus.ts --out DIR [--count N] [--seed S] …
import { createCipheriv, createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { base64Lines, headerDate, headerText, quotedPrintable, wrapped } from './corpus-encoding.ts';
import { isEntry } from '../scripts/entry.ts';
import { type Person, people, randomNumbers, sentence, word } from './corpus-words.ts';

/** What the corpus depends on; the same values always give the same bytes. */
export type CorpusOptions = {
  /** Folder for 000001.eml … and manifest.json; emptied first. */
  out: string;
  count: number;
  seed: number;
  /** The To address of every mail. */
  to: string;
  /** Replies carry `[rtname #n]` in the subject. */
  rtname: string;
  /** n = this + the original's place among the originals. */
  'ticket-base': number;
  'reply-ratio': number;
  'attach-ratio': number;
  'attach-bytes': number;
  /** A reply never refers to one of the last so many originals. */
  'reply-distance': number;
  line: string;
};

export const defaultCorpus: CorpusOptions = {
  out: './corpus-small',
  count: 500,
  seed: 1,
  to: 'support@bench.test',
  rtname: 'bench.test',
  'ticket-base': 0,
  'reply-ratio': 0.3,
  'attach-ratio': 0.2,
  'attach-bytes': 102_400,
  'reply-distance': 20,
  line: 'lf',
};

export type CorpusFigures = { mails: number; originals: number; replies: number; attachments: number; bytes: number };

/** One line of the manifest: what a mail is and where it belongs. `ticket` is the ordinal of its original; `token` a word that only it holds. */
export type CorpusMail = {
  file: string;
  id: string;
  from: string;
  reply: string | null;
  ticket: number;
  attach: boolean;
  token: string;
};

/** A mail that opened a ticket, as far as replies to it need it. */
type Original = { n: number; id: string; from: Person; subject: string; first: string; t: number };

/** Writes the corpus with its manifest; gives the figures. */
export function makeCorpus(opt: CorpusOptions): CorpusFigures {
  rmSync(opt.out, { recursive: true, force: true });
  mkdirSync(opt.out, { recursive: true });
  const { figures, mails } = generateCorpus(opt, (file, raw) => writeFileSync(join(opt.out, file), raw));
  writeFileSync(join(opt.out, 'manifest.json'), `${JSON.stringify({ opt, stat: figures, mails })}\n`);
  return figures;
}

/** Makes the mails one after the other and hands each to `take`; gives the figures and the manifest. */
export function generateCorpus(
  opt: CorpusOptions,
  take: (file: string, raw: string) => void,
): { figures: CorpusFigures; mails: CorpusMail[] } {
  const random = randomNumbers(opt.seed * 7919 + 17);
  const pick = (n: number) => Math.floor(random() * n);
  const originals: Original[] = [];
  const mails: CorpusMail[] = [];
  const figures: CorpusFigures = { mails: 0, originals: 0, replies: 0, attachments: 0, bytes: 0 };
  const owed = { replies: 0, attachments: 0 };
  for (let i = 1; i <= opt.count; i++) {
    owed.replies += opt['reply-ratio'];
    owed.attachments += opt['attach-ratio'];
    // A reply falls due when a whole one is owed: at random places, yet with the exact share in the long run.
    const isReply = originals.length > opt['reply-distance'] && owed.replies >= 1 && random() < 0.8;
    if (isReply) owed.replies -= 1;
    const attach = owed.attachments >= 1 && random() < 0.8;
    if (attach) owed.attachments -= 1;
    const to = isReply ? answered(originals, opt, pick) : null;
    const from = to ? to.from : at(people, pick(people.length));
    const mail = composeMail({ i, opt, random, pick, to, from, attach });
    take(mail.file, mail.raw);
    figures.mails += 1;
    figures.bytes += Buffer.byteLength(mail.raw);
    if (attach) figures.attachments += 1;
    if (to) figures.replies += 1;
    else {
      figures.originals += 1;
      originals.push({ n: figures.originals, id: mail.id, from, subject: mail.subject, first: mail.first, t: mail.t });
    }
    const ticket = opt['ticket-base'] + (to ? to.n : figures.originals);
    mails.push({
      file: mail.file,
      id: mail.id,
      from: from.addr,
      reply: to?.id ?? null,
      ticket,
      attach,
      token: mail.token,
    });
  }
  return { figures, mails };
}

/** The original that a reply answers: one of the 400 before the last few. */
function answered(originals: readonly Original[], opt: CorpusOptions, pick: (n: number) => number): Original {
  const end = originals.length - opt['reply-distance'];
  const start = Math.max(0, end - 400);
  return at(originals, start + pick(end - start));
}

type Draft = {
  i: number;
  opt: CorpusOptions;
  random: () => number;
  pick: (n: number) => number;
  to: Original | null;
  from: Person;
  attach: boolean;
};

type Mail = { file: string; raw: string; id: string; subject: string; first: string; t: number; token: string };

/** One finished mail. The order of the random draws is part of the corpus: it must not change. */
function composeMail(draft: Draft): Mail {
  const { i, opt, random, pick, to, from } = draft;
  const domain = from.addr.split('@')[1];
  const token = `zz${opt.seed}q${i}`;
  const id = `<${opt.seed}.${i}.${md5(`${opt.seed}/${i}`).slice(0, 12)}@${domain}>`;
  const subject = to
    ? `Re: [${opt.rtname} #${opt['ticket-base'] + to.n}] ${to.subject}`
    : `${words(3 + pick(5), random)} ${token}`;
  const paragraphs = paragraphsOf(token, random, pick);
  const text = plainText(paragraphs, draft);
  const html = htmlText(paragraphs, draft);
  const t = Date.UTC(2026, 2, 2, 6, 0, 0) + i * 37_000;
  const relay = `mx.${domain}`;
  const header = [
    `Return-Path: <${from.addr}>`,
    `Received: from ${relay} (${relay} [192.0.2.${1 + pick(250)}])\n\tby mail.bench.test (Postfix) with ESMTPS id ${md5(`r${id}`).slice(0, 10).toUpperCase()}\n\tfor <${opt.to}>; ${headerDate(t + 2000)}`,
    `Message-ID: ${id}`,
    `Date: ${headerDate(t)}`,
    `From: ${headerText(from.name, 'whole')} <${from.addr}>`,
    `To: Support <${opt.to}>`,
    `Subject: ${headerText(subject, 'words')}`,
    ...(to ? [`In-Reply-To: ${to.id}`, `References: ${to.id}`] : []),
    'MIME-Version: 1.0',
    'X-Mailer: BenchMail 1.0',
  ];
  const { type, body } = mimeBody(text, html, draft);
  const raw = `${[...header, `Content-Type: ${type}`].join('\n')}\n\n${body}`;
  const file = `${String(i).padStart(6, '0')}.eml`;
  const lines = opt.line === 'crlf' ? raw.replaceAll('\n', '\r\n') : raw;
  return { file, raw: lines, id, subject, first: at(paragraphs, 0), t, token };
}

function paragraphsOf(token: string, random: () => number, pick: (n: number) => number): string[] {
  const paragraphs: string[] = [];
  for (let length = 0; length < 2300; ) {
    const count = 3 + pick(4);
    const paragraph = Array.from({ length: count }, () => sentence(random)).join(' ');
    paragraphs.push(paragraph);
    length += paragraph.length + 2;
  }
  paragraphs[0] = `Hello, reference ${token}. ${paragraphs[0]}`;
  return paragraphs;
}

function plainText(paragraphs: readonly string[], { from, to, pick }: Draft): string {
  const own = `${paragraphs.map(wrapped).join('\n')}\n-- \n${from.name}\nphone +49 30 ${100_000 + pick(899_999)}\n`;
  if (!to) return own;
  const quoted = wrapped(to.first)
    .split('\n')
    .map((line) => `> ${line}`);
  return `${own}\nOn ${headerDate(to.t)}, Support wrote:\n${quoted.join('\n')}\n`;
}

function htmlText(paragraphs: readonly string[], { from, to, random }: Draft): string {
  const shown = paragraphs.map(
    (text) =>
      `<p class="MsoNormal" style="margin-bottom:12pt"><span style="font-size:11.0pt;color:#1F497D">${escaped(text)}</span></p>`,
  );
  const quote = to
    ? `<blockquote style="border-left:1px solid #ccc;padding-left:1ex">${escaped(to.first)}</blockquote>`
    : '';
  let html =
    '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><style>p.MsoNormal{margin:0cm;font-size:11.0pt;font-family:"Calibri",sans-serif;}</style></head><body lang="DE">\n' +
    shown.join('\n') +
    `\n<table border="0" cellpadding="2"><tr><td><b>${escaped(from.name)}</b></td></tr><tr><td>phone</td><td>+49 30</td></tr></table>${quote}`;
  while (Buffer.byteLength(html) < 4600)
    html += `\n<p class="MsoNormal"><span style="font-size:9.0pt;color:gray">${escaped(sentence(random))}</span></p>`;
  return `${html}\n</body></html>\n`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

const attachmentKinds = [
  { type: 'application/pdf', ending: 'pdf', magic: Buffer.from('%PDF-1.4\n') },
  { type: 'image/png', ending: 'png', magic: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ending: 'docx',
    magic: Buffer.from('PK\x03\x04'),
  },
];

function mimeBody(text: string, html: string, { i, opt, pick, attach }: Draft): { type: string; body: string } {
  const inner = `=_alt_${opt.seed}_${i}`;
  const outer = `=_mix_${opt.seed}_${i}`;
  const part = (subtype: string, content: string) =>
    `--${inner}\nContent-Type: text/${subtype}; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n${quotedPrintable(content)}\n`;
  const both = `${part('plain', text)}${part('html', html)}--${inner}--\n`;
  if (!attach) return { type: `multipart/alternative; boundary="${inner}"`, body: both };
  const kind = at(attachmentKinds, pick(attachmentKinds.length));
  const filler = cipherBytes(opt['attach-bytes'] - kind.magic.length, `${opt.seed}/${i}`);
  const name = `document-${i}.${kind.ending}`;
  const body =
    `This is a multi-part message in MIME format.\n--${outer}\nContent-Type: multipart/alternative; boundary="${inner}"\n\n${both}\n` +
    `--${outer}\nContent-Type: ${kind.type}; name="${name}"\nContent-Transfer-Encoding: base64\n` +
    `Content-Disposition: attachment; filename="${name}"\n\n${base64Lines(Buffer.concat([kind.magic, filler]))}\n--${outer}--\n`;
  return { type: `multipart/mixed; boundary="${outer}"`, body };
}

/** Bytes that do not compress and are always the same: an AES key stream. */
function cipherBytes(count: number, name: string): Buffer {
  const key = createHash('sha256').update(name).digest();
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(count));
}

function words(count: number, random: () => number): string {
  return Array.from({ length: count }, () => word(random)).join(' ');
}

// MD5 only to get letters for identifiers; nothing is protected by it.
function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`no entry ${index} of ${list.length}`);
  return item;
}

/** The options of the command line over the defaults; throws on an unknown one. */
function commandLine(): CorpusOptions {
  const names = Object.keys(defaultCorpus);
  const { values } = parseArgs({
    options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
  });
  const given = Object.entries(values).map(([name, text]) => {
    const isNumber = typeof defaultCorpus[name as keyof CorpusOptions] === 'number';
    return [name, isNumber ? Number(text) : text];
  });
  return { ...defaultCorpus, ...Object.fromEntries(given) } as CorpusOptions;
}

if (isEntry(import.meta.url)) console.log(JSON.stringify(makeCorpus(commandLine())));
