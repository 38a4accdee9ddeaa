import type { MasterData, Ticket } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { AttachedFiles } from './attached-files.tsx';
import type { Draft } from './draft.ts';
import { Envelope } from './envelope.tsx';
import { MessageBody } from './message-body.tsx';
import type { Problems } from './problems.ts';
import { QuoteFold } from './quote-fold.tsx';
import { quotedPart } from './quoted-part.ts';
import { SignatureFold } from './signature-fold.tsx';
import type { useWriting } from './use-writing.ts';

/** What makes a mail: envelope, words, signature, quote and files. `ticket` is null for a first mail. */
export function MailFields(props: {
  draft: Draft;
  problems: Problems;
  ticket: Ticket | null;
  outgoing: MasterData['outgoing'];
  writing: ReturnType<typeof useWriting>;
  onChange: (part: Partial<Draft>) => void;
}) {
  const { t } = useTexts();
  const { draft, problems, ticket, writing, onChange } = props;
  // Whom it goes to is the first question, unless that is clear.
  const startsWith = ticket === null || draft.mode === 'forward' ? 'to' : 'text';
  const hint =
    draft.mode === 'forward' ? t('writing.forwardHint') : t(ticket ? 'tickets.composer.bodyHint' : 'writing.firstHint');
  const takeOver = () => {
    if (!ticket) return;
    writing.body.current?.append(quotedPart(draft, ticket));
    onChange({ quote: '' });
  };
  return (
    <>
      <Envelope
        draft={draft}
        problems={problems}
        ticket={ticket}
        outgoing={props.outgoing}
        focused={startsWith === 'to'}
        onChange={onChange}
      />
      <MessageBody
        handle={writing.body}
        draft={draft}
        problem={problems.text}
        focused={startsWith === 'text'}
        placeholder={hint}
        onChange={onChange}
        onPictures={writing.insert}
      />
      <SignatureFold draft={draft} onChange={onChange} />
      {ticket && <QuoteFold draft={draft} onChange={onChange} onTakeOver={takeOver} />}
      <AttachedFiles draft={draft} uploads={writing.uploads} problem={problems.files} onChange={onChange} />
    </>
  );
}
