import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { defaultValues } from '../../../../src/settings/field.ts';
import { masterKinds, type MasterKind } from '../../../../src/settings/master-data.ts';
import { ApiError } from '../../api.ts';
import type { MasterEntry } from '../../api-routes.ts';
import { FormDrawer, type InDrawer } from '../../forms/form-drawer.tsx';
import { ProblemSummary } from '../../forms/problem-summary.tsx';
import { SettingsFields } from '../../forms/settings-form.tsx';
import { useLeaveGuard } from '../../forms/use-leave-guard.tsx';
import { useSettingsForm } from '../../forms/use-settings-form.ts';
import { OwnEntry } from '../../forms/widget-props.ts';
import { useTexts } from '../../i18n/index.ts';
import { notifyError } from '../../parts/notify.ts';
import { masterDataQuery } from '../../queries.ts';
import { entryName } from './kinds.ts';
import classes from './master-data.module.css';
import { useSaveEntry } from './use-save-entry.tsx';

/** What is being edited: an entry, or a new one that starts with `start`. */
export type Editing = { entry?: MasterEntry; start?: Readonly<Record<string, unknown>> };

/** The form of an entry at the side of its list. */
export function EntryDrawer(props: { kind: MasterKind; editing: Editing | undefined; onClose: () => void }) {
  const { t, locale } = useTexts();
  const { kind, editing } = props;
  const title = editing?.entry
    ? t('masterData.editTitle', { name: entryName(editing.entry, locale) })
    : t(`masterData.${kind}.createTitle`);
  return (
    <FormDrawer opened={editing !== undefined} onClose={props.onClose} size={460} title={title}>
      {(drawer) => editing && <EntryForm key={editing.entry?.id ?? 'new'} kind={kind} editing={editing} {...drawer} />}
    </FormDrawer>
  );
}

function EntryForm(props: InDrawer & { kind: MasterKind; editing: Editing }) {
  const { t } = useTexts();
  const { kind } = props;
  const { entry, start } = props.editing;
  // Pickers show names for ids: without their data the form would first show none.
  useQuery(masterDataQuery);
  const group = masterKinds[kind];
  const form = useSettingsForm(group, { ...defaultValues(group), ...start, ...entry });
  const { create, change } = useSaveEntry(kind);
  const [tries, setTries] = useState(0);
  const [busy, setBusy] = useState(false);
  const guard = useLeaveGuard(form.dirty && !busy);
  const { onDirty } = props;
  useEffect(() => onDirty(form.dirty), [form.dirty, onDirty]);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const values = form.check();
    setTries((before) => before + 1);
    if (!values || busy) return;
    setBusy(true);
    try {
      await (entry ? change(entry, values) : create(values));
      props.onDone();
    } catch (error) {
      if (error instanceof ApiError && error.problems.length > 0) form.refuse(error.problems);
      else notifyError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <OwnEntry value={entry && { kind, id: entry.id }}>
      <form onSubmit={(event) => void save(event)} noValidate className={classes.form}>
        <ProblemSummary form={form} tries={tries} />
        <SettingsFields form={form} plain />
        <Group justify="flex-end" className={classes.formFoot}>
          <Button variant="default" size="sm" onClick={props.onCancel}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" size="sm" loading={busy}>
            {t(entry ? 'common.save' : 'common.create')}
          </Button>
        </Group>
      </form>
      {guard.question}
    </OwnEntry>
  );
}
