// An IMAP server with nothing but empty inboxes, so that a thousand mailboxes weigh on the desk and not on the machine. Started by mailboxes.ts;
// sends its port to its parent.
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

const capabilities = 'IMAP4rev1 SASL-IR LITERAL+ IDLE UIDPLUS MOVE NAMESPACE ID AUTH=PLAIN';

const server = createServer(serve).listen(0, '127.0.0.1', 20_000, () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address ? address.port : 0);
});
process.once('disconnect', () => process.exit());

function serve(socket: Socket): void {
  socket.on('error', () => undefined);
  const say = (line: string) => socket.write(`${line}\r\n`);
  let idling = '';
  say(`* OK [CAPABILITY ${capabilities}] ready`);
  const lines = createInterface({ input: socket }).on('error', () => undefined);
  lines.on('line', (line) => {
    if (idling !== '') {
      say(`${idling} OK done`);
      idling = '';
      return;
    }
    const [tag = '*', first = '', second = ''] = line.split(' ');
    const word = first.toUpperCase();
    const command = word === 'UID' ? second.toUpperCase() : word;
    if (command === 'IDLE') {
      idling = tag;
      say('+ idling');
      return;
    }
    for (const reply of untagged[command] ?? []) say(reply);
    say(`${tag} OK${command === 'AUTHENTICATE' ? ` [CAPABILITY ${capabilities}]` : ''} done`);
    if (command === 'LOGOUT') socket.end();
  });
}

const untagged: Readonly<Record<string, readonly string[]>> = {
  CAPABILITY: [`* CAPABILITY ${capabilities}`],
  NAMESPACE: ['* NAMESPACE (("" "/")) NIL NIL'],
  ID: ['* ID NIL'],
  LIST: ['* LIST () "/" INBOX'],
  SELECT: [
    '* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)',
    '* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft \\*)] limited',
    '* 0 EXISTS',
    '* 0 RECENT',
    '* OK [UIDVALIDITY 1] valid',
    '* OK [UIDNEXT 1] next',
  ],
  SEARCH: ['* SEARCH'],
  LOGOUT: ['* BYE'],
};
