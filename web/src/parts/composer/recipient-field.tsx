import { Combobox, Input, Pill, PillsInput, useCombobox } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ClipboardEvent, type KeyboardEvent, type Ref, useState } from 'react';
import { useTexts } from '../../i18n/index.ts';
import classes from './composer.module.css';
import { isAddress, readRecipients, type Recipient, withoutDuplicates } from './recipients.ts';
import { useContacts } from './use-contacts.ts';

const MOST_OFFERED = 8;

type Props = {
  label: string;
  value: readonly Recipient[];
  onChange: (value: Recipient[]) => void;
  /** People one may mean first, e.g. those already in the history; then come the desk's contacts. */
  suggestions: readonly Recipient[];
  error?: string | undefined;
  inputRef?: Ref<HTMLInputElement>;
};

/** A To or Cc line: chips that are checked as typed; comma, semicolon, Enter, Tab or leaving the field closes one, a click on a chip opens it again. */
export function RecipientField({ label, value, onChange, suggestions, error, inputRef }: Props) {
  const { t } = useTexts();
  const [typed, setTyped] = useState('');
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const contacts = useContacts(typed);
  const matches = matching([...suggestions, ...contacts], typed, value);
  const wrong = value.find(({ addr }) => !isAddress(addr));
  const problem = wrong ? t('tickets.composer.badAddress', { address: wrong.addr || wrong.name }) : error;

  const add = (text: string) => {
    setTyped('');
    combobox.closeDropdown();
    const found = readRecipients(text);
    if (found.length > 0) onChange(withoutDuplicates([...value, ...found]));
  };
  const remove = (at: number) => onChange(value.filter((_, index) => index !== at));
  const edit = (at: number) => {
    const recipient = value[at];
    if (!recipient) return;
    remove(at);
    setTyped(written(recipient));
    combobox.targetRef.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const choosing = combobox.dropdownOpened && combobox.getSelectedOptionIndex() !== -1;
    if (event.key === 'Backspace' && typed === '' && value.length > 0) {
      event.preventDefault();
      remove(value.length - 1);
    } else if (
      typed.trim() !== '' &&
      !choosing &&
      !event.ctrlKey &&
      !event.metaKey &&
      ['Enter', ';', 'Tab'].includes(event.key)
    ) {
      if (event.key !== 'Tab') event.preventDefault();
      add(typed);
    } else if (event.key === ',' && typed.includes('@')) {
      event.preventDefault();
      add(typed);
    }
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const text = event.clipboardData.getData('text').slice(0, 50_000);
    if (typed !== '' || !/[,;\n@]/.test(text)) return;
    event.preventDefault();
    add(text);
  };

  return (
    <div className={classes.recipients}>
      <Combobox
        store={combobox}
        onOptionSubmit={(addr) => add(written(matches.find((one) => one.addr === addr) ?? { name: '', addr }))}
      >
        <Combobox.DropdownTarget>
          <PillsInput
            size="xs"
            error={problem !== undefined}
            classNames={{ input: classes.lineInput }}
            onClick={() => combobox.targetRef.current?.focus()}
          >
            <Pill.Group gap={4}>
              {value.map((recipient, at) => (
                <Chip key={recipient.addr} recipient={recipient} onEdit={() => edit(at)} onRemove={() => remove(at)} />
              ))}
              <Combobox.EventsTarget>
                <PillsInput.Field
                  ref={inputRef}
                  autoComplete="off"
                  aria-label={label}
                  aria-invalid={problem !== undefined}
                  placeholder={value.length === 0 ? t('tickets.composer.recipientHint') : undefined}
                  value={typed}
                  onChange={(event) => {
                    setTyped(event.currentTarget.value);
                    combobox.openDropdown();
                    combobox.resetSelectedOption();
                  }}
                  onBlur={() => add(typed)}
                  onKeyDown={onKeyDown}
                  onPaste={onPaste}
                />
              </Combobox.EventsTarget>
            </Pill.Group>
          </PillsInput>
        </Combobox.DropdownTarget>
        {problem !== undefined && <Input.Error className={classes.fieldError}>{problem}</Input.Error>}
        <Combobox.Dropdown hidden={matches.length === 0 || typed === ''}>
          <Combobox.Options aria-label={label}>
            {matches.map((match) => (
              <Combobox.Option key={match.addr} value={match.addr} onMouseDown={(event) => event.preventDefault()}>
                <span className={classes.optionName}>{match.name || match.addr}</span>
                {match.name && <span className={classes.optionAddress}>{match.addr}</span>}
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
    </div>
  );
}

function Chip({ recipient, onEdit, onRemove }: { recipient: Recipient; onEdit: () => void; onRemove: () => void }) {
  const { t } = useTexts();
  const address = recipient.addr || recipient.name;
  return (
    <span className={classes.chip} data-wrong={!isAddress(recipient.addr) || undefined}>
      <button
        type="button"
        className={classes.chipName}
        title={written(recipient)}
        aria-label={`${written(recipient)}: ${t('tickets.composer.editRecipient', { address })}`}
        onClick={onEdit}
        onKeyDown={(event) => (event.key === 'Delete' || event.key === 'Backspace') && onRemove()}
      >
        {recipient.name || recipient.addr}
      </button>
      <button
        type="button"
        className={classes.chipRemove}
        tabIndex={-1}
        aria-label={t('tickets.composer.removeRecipient', { address })}
        onClick={onRemove}
      >
        <IconX size={12} aria-hidden />
      </button>
    </span>
  );
}

function written({ name, addr }: Recipient): string {
  if (!name) return addr;
  return `${/[,;<>"]/.test(name) ? `"${name.replaceAll('"', '\\"')}"` : name} <${addr}>`;
}

function matching(suggestions: readonly Recipient[], typed: string, chosen: readonly Recipient[]): Recipient[] {
  const words = typed.trim().toLowerCase();
  if (words === '') return [];
  const taken = new Set(chosen.map(({ addr }) => addr.toLowerCase()));
  return withoutDuplicates(suggestions)
    .filter(({ name, addr }) => !taken.has(addr.toLowerCase()) && `${name} ${addr}`.toLowerCase().includes(words))
    .slice(0, MOST_OFFERED);
}
