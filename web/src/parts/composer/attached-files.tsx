import { ActionIcon, Button, FileButton, Input, Progress } from '@mantine/core';
import { IconPaperclip, IconX } from '@tabler/icons-react';
import { type ClipboardEvent, type DragEvent, useRef, useState } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { errorText } from '../error-text.ts';
import { iconOf } from '../history/file-tiles.tsx';
import { pastedFiles } from '../rich-text/paste.ts';
import { sizeText } from '../size-text.ts';
import classes from './composer.module.css';
import type { Draft } from './draft.ts';
import type { useUploads } from './uploads.ts';

/** The files of a draft: those the desk has, those on their way with progress, and those it refused with the reason and a retry. */
export function AttachedFiles(props: {
  draft: Draft;
  uploads: ReturnType<typeof useUploads>;
  problem: string | undefined;
  onChange: (part: Partial<Draft>) => void;
}) {
  const { t, locale } = useTexts();
  const { draft, uploads } = props;
  if (draft.files.length === 0 && uploads.uploads.length === 0) return null;
  return (
    <div className={classes.files}>
      <ul className={classes.fileList} aria-label={t('tickets.files.label')}>
        {draft.files.map((file) => {
          const Icon = iconOf(file.type);
          const remove = () => props.onChange({ files: draft.files.filter(({ id }) => id !== file.id) });
          return (
            <li key={file.id} className={classes.file}>
              <Icon size={16} stroke={1.5} aria-hidden />
              <span className={classes.fileName} title={file.name}>
                {file.name}
              </span>
              <span className={classes.fileSize}>{sizeText(file.size, locale)}</span>
              <Remove name={file.name} onRemove={remove} />
            </li>
          );
        })}
        {uploads.uploads.map((upload) => (
          <li key={upload.key} className={classes.file} data-bad={upload.error !== null || undefined}>
            {upload.error === null ? (
              <>
                <span className={classes.fileName}>{upload.file.name}</span>
                <Progress
                  className={classes.progress}
                  value={upload.percent}
                  aria-label={t('tickets.composer.uploading', { name: upload.file.name, percent: upload.percent })}
                />
              </>
            ) : (
              <>
                <span className={classes.fileError} role="alert">
                  {t('tickets.composer.uploadFailed', { name: upload.file.name, text: errorText(t, upload.error) })}
                </span>
                <Button variant="default" size="compact-xs" onClick={() => uploads.retry(upload)}>
                  {t('tickets.composer.uploadRetry')}
                </Button>
              </>
            )}
            <Remove name={upload.file.name} onRemove={() => uploads.remove(upload.key)} />
          </li>
        ))}
      </ul>
      {props.problem !== undefined && <Input.Error role="alert">{props.problem}</Input.Error>}
    </div>
  );
}

/** Opens the file picker. */
export function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useTexts();
  const reset = useRef<() => void>(null);
  return (
    <FileButton
      multiple
      resetRef={reset}
      onChange={(files) => {
        onFiles(files);
        reset.current?.();
      }}
    >
      {(button) => (
        <Button {...button} variant="default" size="sm" leftSection={<IconPaperclip size={15} aria-hidden />}>
          {t('tickets.composer.attach')}
        </Button>
      )}
    </FileButton>
  );
}

/** Takes files dropped on or pasted into an element; `over` while some are held above it. */
export function useFileDrop(onFiles: (files: File[]) => void) {
  const [over, setOver] = useState(false);
  const depth = useRef(0);
  const move = (by: number) => {
    depth.current = Math.max(0, depth.current + by);
    setOver(depth.current > 0);
  };
  const handlers = {
    onDragEnter: (event: DragEvent) => hasFiles(event) && move(1),
    onDragLeave: (event: DragEvent) => hasFiles(event) && move(-1),
    onDragOver: (event: DragEvent) => hasFiles(event) && event.preventDefault(),
    onDrop: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth.current = 0;
      setOver(false);
      onFiles([...event.dataTransfer.files]);
    },
    onPaste: (event: ClipboardEvent) => {
      const files = pastedFiles(event.clipboardData);
      if (files.length === 0) return;
      event.preventDefault();
      onFiles(files);
    },
  };
  return { over, handlers };
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer.types.includes('Files');
}

function Remove({ name, onRemove }: { name: string; onRemove: () => void }) {
  const { t } = useTexts();
  return (
    <ActionIcon size="sm" aria-label={t('tickets.files.remove', { name })} onClick={onRemove}>
      <IconX size={14} aria-hidden />
    </ActionIcon>
  );
}
