import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Ticket } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { errorText } from '../../parts/error-text.ts';
import { useChangeTicket } from './queries.ts';
import classes from './ticket.module.css';

/** The subject as the page's heading; the pencil turns it into a field. Enter saves, Escape leaves it as it was. */
export function SubjectLine({ ticket, readOnly }: { ticket: Ticket; readOnly: boolean }) {
  const { t } = useTexts();
  const [typed, setTyped] = useState<string | null>(null);
  const pencil = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  const change = useChangeTicket(ticket.id);
  const editing = typed !== null;
  useEffect(() => {
    if (wasEditing.current && !editing) pencil.current?.focus();
    wasEditing.current = editing;
  }, [editing]);

  if (typed === null)
    return (
      <div className={classes.subject}>
        <h1 className={classes.subjectText} title={ticket.subject}>
          {ticket.subject || t('tickets.list.noSubject')}
        </h1>
        {!readOnly && (
          <ActionIcon
            ref={pencil}
            size="sm"
            className={classes.pencil}
            aria-label={t('tickets.head.editSubject')}
            onClick={() => setTyped(ticket.subject)}
          >
            <IconPencil size={15} aria-hidden />
          </ActionIcon>
        )}
      </div>
    );
  const empty = typed.trim() === '';
  const close = () => {
    change.reset();
    setTyped(null);
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (empty || change.isPending) return;
    if (typed.trim() === ticket.subject) return close();
    change.mutate({ subject: typed.trim() }, { onSuccess: close });
  };
  return (
    <form className={classes.subjectForm} onSubmit={save} onKeyDown={(event) => event.key === 'Escape' && close()}>
      <TextInput
        className={classes.subjectInput}
        aria-label={t('tickets.head.subject')}
        value={typed}
        maxLength={500}
        autoFocus
        error={empty ? t('tickets.head.subjectEmpty') : change.error ? errorText(t, change.error) : undefined}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" size="sm" loading={change.isPending} disabled={empty}>
        {t('tickets.head.save')}
      </Button>
      <Button variant="default" size="sm" onClick={close}>
        {t('tickets.head.cancel')}
      </Button>
    </form>
  );
}
