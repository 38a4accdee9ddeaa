import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { ApiError, call } from '../../api.ts';
import type { SettingsForm } from '../../forms/use-settings-form.ts';
import { useTexts } from '../../i18n/index.ts';
import { DryRunResult } from '../../parts/dry-run-result.tsx';
import { errorText } from '../../parts/error-text.ts';
import { FileDrop } from '../../parts/file-drop.tsx';
import { keys } from '../../queries.ts';
import classes from './test-panel.module.css';

/** Takes a mail as a file and says what would become of it by what stands in the form, also unsaved; the answer follows every change of the form. */
export function DryRunPanel({ form, id }: { form: SettingsForm; id: number | undefined }) {
  const { t } = useTexts();
  const heading = useId();
  const [file, setFile] = useState<File>();
  // A password has no say in what becomes of a mail: it stays on the page.
  const { password: _password, ...told } = form.values;
  const [values] = useDebouncedValue(told, 500);
  const run = useQuery({
    queryKey: [...keys.mailboxes, 'dry-run', id, values, file?.name, file?.size, file?.lastModified],
    queryFn: ({ signal }) => ask(file, id, values, signal),
    enabled: file !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });
  const problems = run.error instanceof ApiError ? run.error.problems : [];
  return (
    <section className={classes.panel} aria-labelledby={heading}>
      <h2 id={heading} className={classes.title}>
        {t('dryRun.title')}
      </h2>
      <p className={classes.about}>{t('dryRun.about')}</p>
      <FileDrop
        accept=".eml,message/rfc822"
        title={file ? file.name : t('dryRun.drop')}
        about={t(file ? 'dryRun.dropOther' : 'dryRun.dropText')}
        busy={run.isFetching}
        wrong={run.isError}
        onFiles={([chosen]) => setFile(chosen)}
      />
      <div role="status" aria-live="polite" aria-busy={run.isFetching}>
        {run.isError && (
          <p className={classes.bad}>{problems.length > 0 ? t('dryRun.fixForm') : errorText(t, run.error)}</p>
        )}
        {run.data && !run.isError && (
          <div style={{ marginTop: 12 }}>
            <DryRunResult run={run.data} />
          </div>
        )}
      </div>
    </section>
  );
}

function ask(file: File | undefined, id: number | undefined, values: Record<string, unknown>, signal: AbortSignal) {
  const body = new FormData();
  // The form comes first: the desk reads the parts in their order.
  body.append('form', JSON.stringify({ id, values }));
  if (file) body.append('file', file);
  return call('POST /api/mailboxes/dry-run', { body }, signal);
}
