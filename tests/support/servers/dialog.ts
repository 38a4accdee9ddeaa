/** One thing to do in a dialog. `message` takes lines up to a lone dot; `mute` says nothing more until the client leaves. */
export type Step =
  | { kind: 'client' | 'server'; line: string }
  | { kind: 'message' }
  | { kind: 'tls' }
  | { kind: 'cut' }
  | { kind: 'close' }
  | { kind: 'mute' };

/** What is said on one connection: steps in order, and standing answers to lines that may come at any time. */
export type Dialog = { steps: Step[]; answers: { line: string; replies: string[] }[] };

/**
 * Reads dialogs, one per connection, separated by a line `=====`. The lines are:
 *
 *     # a remark
 *     S: * OK ready            the server says this
 *     C: {tag} CAPABILITY      the client must say this; {word} catches a word without blanks, {rest...} the rest of the line
 *     S: {tag} OK done         what was caught is filled in
 *     ? {tag} NOOP             a standing answer: whenever this comes and is not what is expected next,
 *     S: {tag} OK              the S: lines right below it are said
 *     MESSAGE  TLS  CUT  CLOSE  MUTE
 *
 * Text is UTF-8; `\xE4` stands for one byte. Lines come out as one character per byte.
 */
export function parseDialogs(text: string): Dialog[] {
  return text.split(/^=====\s*$/m).map(parseDialog);
}

/** True if the client's line fits the pattern; what it caught is put into `captured`. A name caught before must come again. */
export function matchLine(pattern: string, line: string, captured: Map<string, string>): boolean {
  const names: string[] = [];
  const source = pattern.split(/(\{\w+(?:\.{3})?\})/).map((part) => {
    const name = /^\{([a-z]+)(\.{3})?\}$/.exec(part);
    if (!name) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    names.push(name[1] ?? '');
    return name[2] === undefined ? '(\\S+)' : '(.*)';
  });
  const found = new RegExp(`^${source.join('')}$`, 's').exec(line);
  if (!found) return false;
  for (const [index, name] of names.entries()) captured.set(name, found[index + 1] ?? '');
  return true;
}

function parseDialog(text: string): Dialog {
  const dialog: Dialog = { steps: [], answers: [] };
  let replies: string[] | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') replies = undefined;
    if (line.trim() === '' || line.startsWith('#')) continue;
    if (line.startsWith('? ')) {
      replies = [];
      dialog.answers.push({ line: bytesOf(line.slice(2)), replies });
    } else if (line.startsWith('S: ') && replies) replies.push(bytesOf(line.slice(3)));
    else {
      replies = undefined;
      dialog.steps.push(parseStep(line));
    }
  }
  return dialog;
}

function parseStep(line: string): Step {
  if (line.startsWith('C: ')) return { kind: 'client', line: bytesOf(line.slice(3)) };
  if (line.startsWith('S: ')) return { kind: 'server', line: bytesOf(line.slice(3)) };
  const word = line.trim().toLowerCase();
  if (word === 'message' || word === 'tls' || word === 'cut' || word === 'close' || word === 'mute')
    return { kind: word };
  throw new Error(`The dialog has a line that means nothing: ${line}`);
}

function bytesOf(text: string): string {
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  return bytes.replaceAll(/\\x([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
