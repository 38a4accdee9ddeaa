import type { Attachment, Message } from './message.ts';

/** What `explain --json` prints of an attachment: everything but the bytes. */
export type ExplainedAttachment = Omit<Attachment, 'content'>;

/** What `explain --json` prints under `message`, and what the golden files of tests/corpus hold. */
export type ExplainedMessage = Omit<Message, 'attachments' | 'header'> & { attachments: ExplainedAttachment[] };

/** The message as plain JSON without header fields and without the bytes of attachments; keys always in the same order. */
export function explainMessage(message: Message): ExplainedMessage {
  return {
    from: message.from,
    sender: message.sender,
    replyTo: message.replyTo,
    to: message.to,
    cc: message.cc,
    subject: message.subject,
    date: message.date,
    messageId: message.messageId,
    inReplyTo: message.inReplyTo,
    references: message.references,
    text: message.text,
    html: message.html,
    freshText: message.freshText,
    attachments: message.attachments.map(({ name, type, size, sha256, inline, contentId }) => ({
      name,
      type,
      size,
      sha256,
      inline,
      contentId,
    })),
    autoSubmitted: message.autoSubmitted,
    isAutomatic: message.isAutomatic,
    isBounce: message.isBounce,
    deliveryStatus: message.deliveryStatus,
    isList: message.isList,
    defects: message.defects,
  };
}
