import { Failure } from '../lib/failure.ts';
import type { Account } from '../net/account.ts';
import { type CheckOptions, runCheck } from '../net/check-run.ts';
import { openSmtp } from '../net/smtp.ts';
import { sendPosting } from './smtp.ts';

export type CheckSmtpOptions = CheckOptions & {
  recipient: string;
  /** The finished test mail; it must carry `Auto-Submitted` and our marker, so that it never becomes a ticket. */
  message: { raw: Buffer; mailFrom: string };
  ehloName?: string;
};

/** Tests an outgoing account by sending one mail (SPEC §2.6) and reports each step. Resolves to true if the server took it; never throws. */
export function checkSmtp(account: Account, options: CheckSmtpOptions): Promise<boolean> {
  const { recipient, message, ehloName = 'localhost' } = options;
  return runCheck(account, options, async (progress, signal) => {
    const session = await openSmtp(account, { ehloName, progress, signal, log: () => undefined });
    try {
      progress('send');
      const [outcome] = await sendPosting(session, account, { ...message, rcptTo: [recipient] }, signal);
      const reply = outcome?.reply ?? undefined;
      if (outcome?.result !== 'sent') {
        const temporary = outcome?.result === 'deferred';
        throw new Failure('recipient-refused', { temporary, params: { address: recipient }, serverReply: reply });
      }
      progress('send', { recipient, reply: reply ?? '' });
    } finally {
      await session.leave();
    }
  });
}
