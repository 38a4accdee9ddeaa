import { Autocomplete, Button } from '@mantine/core';
import { IconFolders } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { createContext, use, useRef, useState } from 'react';
import type { RemoteFolder } from '../../../src/api/contract/mailboxes.ts';
import { ApiError, call } from '../api.ts';
import { useTexts } from '../i18n/index.ts';
import { errorText } from '../parts/error-text.ts';
import { ServerReply } from '../parts/server-reply.tsx';
import { asText } from './as-text.ts';
import classes from './settings-form.module.css';
import type { SettingsForm } from './use-settings-form.ts';
import type { WidgetProps } from './widget-props.ts';

/** The form around a folder's field: its values say which server is asked, `id` names the stored mailbox whose password counts. */
export const FolderServer = createContext<{ form: SettingsForm; id: number | undefined } | undefined>(undefined);

/** A folder of the server: typed, or picked from the server's own list once it is loaded. */
export function FolderField(props: WidgetProps) {
  const { t } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(false);
  const load = useFolders(() => {
    setTyped(false);
    input.current?.focus();
  });
  const folders = load.data?.rows ?? [];
  const choose = (value: string) => {
    setTyped(true);
    props.onChange(value);
  };
  return (
    <div className={classes.folder}>
      <Autocomplete
        ref={input}
        id={props.id}
        label={props.title}
        description={props.help}
        withAsterisk={props.required}
        error={props.error}
        disabled={props.disabled}
        value={asText(props.value)}
        onChange={choose}
        placeholder="INBOX"
        spellCheck={false}
        autoComplete="off"
        maxDropdownHeight={320}
        comboboxProps={{ withinPortal: false }}
        data={folders.map(({ path, selectable }) => ({ value: path, disabled: !selectable }))}
        // What stands there already must not hide the others of a list that has just come.
        filter={({ options, search }) => (typed ? options.filter((option) => contains(option, search)) : options)}
        renderOption={({ option }) => <Folder folder={folders.find(({ path }) => path === option.value)} />}
      />
      <Button
        variant="default"
        className={classes.folderButton}
        leftSection={<IconFolders size={15} aria-hidden />}
        loading={load.isPending}
        disabled={props.disabled}
        aria-label={t('mailboxes.form.loadFoldersOf', { name: props.title })}
        onClick={() => load.mutate()}
      >
        {t('mailboxes.form.loadFolders')}
      </Button>
      <div className={classes.folderState} role="status">
        {load.isSuccess && t('mailboxes.form.foldersLoaded', { count: folders.length })}
        {load.isError && <Refusal error={load.error} />}
      </div>
    </div>
  );
}

function useFolders(onLoaded: () => void) {
  const server = use(FolderServer);
  return useMutation({
    mutationFn: () =>
      call('POST /api/mailboxes/folders', { body: { id: server?.id, values: server?.form.values ?? {} } }),
    onSuccess: onLoaded,
    onError: (error) => {
      if (error instanceof ApiError && error.problems.length > 0) server?.form.refuse(error.problems);
    },
  });
}

function Folder({ folder }: { folder: RemoteFolder | undefined }) {
  const { t } = useTexts();
  const words: Record<string, string> = t('mailboxes.form.specialUse', { returnObjects: true });
  const word = words[folder?.specialUse?.slice(1).toLowerCase() ?? ''];
  return (
    <span>
      {folder?.path}
      {word && <span className={classes.folderUse}> · {word}</span>}
      {folder?.selectable === false && <span className={classes.folderUse}> · {t('mailboxes.form.onlyHolds')}</span>}
    </span>
  );
}

function Refusal({ error }: { error: Error }) {
  const { t } = useTexts();
  const known = error instanceof ApiError ? error : undefined;
  return (
    <>
      <p className={classes.folderProblem}>
        {known && known.problems.length > 0 ? t('mailboxes.form.foldersNeedServer') : errorText(t, error)}
      </p>
      {known?.serverReply && <ServerReply reply={known.serverReply} />}
    </>
  );
}

/** Whether a folder's path contains what was typed, without regard to case. */
function contains(option: object, search: string): boolean {
  return 'value' in option && String(option.value).toLowerCase().includes(search.trim().toLowerCase());
}
