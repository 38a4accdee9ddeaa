import { Group, NumberInput, Radio, Select, Stack, Switch, TagsInput, TextInput } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import type { DeskSettings } from '../../../../src/api/contract/spools.ts';
import { fieldProblem } from '../../forms/field-problem.ts';
import { useTexts } from '../../i18n/index.ts';
import type { DeskProblems } from './desk-problems.ts';
import classes from './desk.module.css';

type Fields = { values: DeskSettings; wrong: DeskProblems; set: (change: Partial<DeskSettings>) => void };

// A sentence that the choices finish stands before them.
const askedFirst: ('label' | 'description' | 'input' | 'error')[] = ['label', 'description', 'input', 'error'];

/** What the desk is called, which language it speaks, how long an answer can be taken back. */
export function GeneralFields({ values, wrong, set }: Fields) {
  const { t, locale } = useTexts();
  return (
    <Section title={t('desk.general')}>
      <TextInput
        label={t('desk.name')}
        description={t('desk.nameHelp')}
        maxLength={100}
        value={values.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={wrong.name && fieldProblem(locale, { problem: 'required' })}
      />
      <Select
        label={t('desk.language')}
        description={t('desk.languageHelp')}
        allowDeselect={false}
        w={220}
        styles={{ description: { width: 'max-content', maxWidth: '80vw' } }}
        value={values.locale}
        onChange={(value) => set({ locale: value === 'en' ? 'en' : 'de' })}
        data={[
          { value: 'de', label: t('common.name.language.de') },
          { value: 'en', label: t('common.name.language.en') },
        ]}
      />
      <Select
        label={t('desk.timeZone')}
        description={t('desk.timeZoneHelp')}
        searchable
        allowDeselect={false}
        value={values.timeZone}
        onChange={(value) => set({ timeZone: value ?? values.timeZone })}
        data={timeZones(values.timeZone)}
      />
      <Whole
        label={t('desk.undo')}
        description={t('desk.undoHelp')}
        value={values.undoSeconds}
        onChange={(undoSeconds) => set({ undoSeconds })}
        error={wrong.undo && t('desk.undoWrong')}
      />
    </Section>
  );
}

/** What holds for mail that comes in. */
export function IntakeFields({ values, wrong, set }: Fields) {
  const { t } = useTexts();
  return (
    <Section title={t('desk.intake')}>
      <Switch
        label={t('desk.stopped')}
        description={t('desk.stoppedHelp')}
        checked={values.fetchStopped}
        onChange={(event) => set({ fetchStopped: event.currentTarget.checked })}
      />
      <Radio.Group
        label={t('desk.ticketsPer')}
        description={t('desk.ticketsPerHelp')}
        inputWrapperOrder={askedFirst}
        value={values.ticketsPer}
        onChange={(ticketsPer) => set({ ticketsPer: ticketsPer === 'mailbox' ? 'mailbox' : 'desk' })}
      >
        <Stack gap={8} my={6}>
          <Radio value="desk" label={t('desk.perDesk')} />
          <Radio value="mailbox" label={t('desk.perMailbox')} />
        </Stack>
      </Radio.Group>
      <NumberInput
        label={t('desk.keepSource')}
        description={t('desk.keepSourceHelp')}
        placeholder={t('desk.keepForever')}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        value={values.keepSourceDays ?? ''}
        onChange={(value) => set({ keepSourceDays: value === '' ? null : Number(value) })}
        error={wrong.keepSource && t('desk.keepSourceWrong')}
      />
      <TagsInput
        label={t('desk.freemail')}
        description={t('desk.freemailHelp')}
        splitChars={[',', ';', ' ', '\n']}
        clearable={false}
        value={values.freemailDomains}
        onChange={(freemailDomains) => set({ freemailDomains })}
        error={wrong.freemail && t('desk.freemailWrong')}
        classNames={{ pillsList: classes.domains }}
      />
    </Section>
  );
}

/** What the audit log keeps, and for how long. */
export function AuditFields({ values, wrong, set }: Fields) {
  const { t } = useTexts();
  return (
    <Section title={t('desk.audit')}>
      <NumberInput
        label={t('desk.auditDays')}
        description={t('desk.auditDaysHelp')}
        placeholder={t('desk.keepForever')}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        value={values.auditDays ?? ''}
        onChange={(value) => set({ auditDays: value === '' ? null : Number(value) })}
        error={wrong.audit && t('desk.keepSourceWrong')}
      />
      <Switch
        label={t('desk.auditAddresses')}
        description={t('desk.auditAddressesHelp')}
        checked={values.auditAddresses}
        onChange={(event) => set({ auditAddresses: event.currentTarget.checked })}
      />
    </Section>
  );
}

/** Those the browser knows, with the one that is set: another machine may know more. */
function timeZones(set: string): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', set])].toSorted();
}

/** How an answer finds its ticket, and what it may do there. */
export function FollowUpFields({ values, wrong, set }: Fields) {
  const { t } = useTexts();
  const example = `${values.ticketPrefix}${values.ticketKeyword.trim() || 'TicketID'} 500OOJ${values.ticketSuffix}`;
  return (
    <Section title={t('desk.followUp')}>
      <TextInput
        label={t('desk.keyword')}
        description={t('desk.keywordHelp', { example })}
        value={values.ticketKeyword}
        onChange={(event) => set({ ticketKeyword: event.currentTarget.value })}
        error={wrong.keyword && t('desk.keywordWrong')}
        autoComplete="off"
        spellCheck={false}
      />
      <Group gap="md" align="flex-start">
        <TextInput
          w={120}
          label={t('desk.prefix')}
          maxLength={20}
          value={values.ticketPrefix}
          onChange={(event) => set({ ticketPrefix: event.currentTarget.value })}
          error={wrong.prefix && t('desk.edgeWrong')}
        />
        <TextInput
          w={120}
          label={t('desk.suffix')}
          maxLength={20}
          value={values.ticketSuffix}
          onChange={(event) => set({ ticketSuffix: event.currentTarget.value })}
          error={wrong.suffix && t('desk.edgeWrong')}
        />
      </Group>
      <TagsInput
        label={t('desk.moreKeywords')}
        description={t('desk.moreKeywordsHelp')}
        splitChars={[',', ';', ' ']}
        value={values.moreKeywords}
        onChange={(moreKeywords) => set({ moreKeywords })}
        error={wrong.moreKeywords && t('desk.keywordWrong')}
      />
      <Whole
        label={t('desk.reopen')}
        description={t('desk.reopenHelp')}
        value={values.reopenDays}
        onChange={(reopenDays) => set({ reopenDays })}
        error={wrong.reopen && t('desk.reopenWrong')}
      />
      <Radio.Group
        label={t('desk.strangers')}
        description={t('desk.strangersHelp')}
        inputWrapperOrder={askedFirst}
        value={values.strangers}
        onChange={(strangers) => set({ strangers: strangers === 'newTicket' ? 'newTicket' : 'append' })}
      >
        <Stack gap={8} my={6}>
          <Radio value="append" label={t('desk.strangersAppend')} description={t('desk.strangersAppendHelp')} />
          <Radio value="newTicket" label={t('desk.strangersNew')} description={t('desk.strangersNewHelp')} />
        </Stack>
      </Radio.Group>
    </Section>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const heading = useId();
  return (
    <section className={classes.section} aria-labelledby={heading}>
      <h2 id={heading} className={classes.heading}>
        {title}
      </h2>
      <Stack gap="lg">{children}</Stack>
    </section>
  );
}

/** A whole number that may be empty while one types; empty is NaN. */
function Whole(props: {
  label: string;
  description: string;
  value: number;
  onChange: (value: number) => void;
  error: ReactNode;
}) {
  return (
    <NumberInput
      {...props}
      allowDecimal={false}
      allowNegative={false}
      hideControls
      value={Number.isNaN(props.value) ? '' : props.value}
      onChange={(value) => props.onChange(value === '' ? Number.NaN : Number(value))}
    />
  );
}
