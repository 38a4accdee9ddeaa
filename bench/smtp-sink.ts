// An SMTP server that takes every mail and forgets it. Started by send.ts; sends its port to its parent, and how many mails it took when asked.
import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';

let taken = 0;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  logger: false,
  onData: (stream, _session, done) => {
    stream.resume().once('end', () => {
      taken += 1;
      done();
    });
  },
});
server.listen(0, '127.0.0.1');
await once(server.server, 'listening');
const address = server.server.address();
process.send?.(typeof address === 'object' && address ? address.port : 0);
process.on('message', () => process.send?.(taken));
process.once('disconnect', () => process.exit());
