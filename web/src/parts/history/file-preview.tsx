import { ActionIcon, Loader, Modal } from '@mantine/core';
import {
  IconChevronLeft,
  IconChevronRight,
  IconDownload,
  IconExternalLink,
  IconZoomIn,
  IconZoomOut,
  IconZoomReset,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { z } from 'zod';
import type { attachmentSchema } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import classes from './file-preview.module.css';
import { sizeText } from '../size-text.ts';
import { previewKind, readableText } from './preview-kind.ts';

type File = z.infer<typeof attachmentSchema>;

const zooms = [1, 1.5, 2, 3, 4, 6];

/**
 * Shows one of the files of a mail, with a way to the others that can be shown: pictures (zoomed by + and −), PDF in the browser's own viewer, texts. The
 * arrow keys turn over, Escape leads back to the tile.
 */
export function FilePreview(props: {
  files: readonly File[];
  at: number;
  onTurn: (at: number) => void;
  onClose: () => void;
}) {
  const { t, locale } = useTexts();
  const { files, at } = props;
  const [zoom, setZoom] = useState(0);
  const file = files[at];
  if (!file) return null;
  const kind = previewKind(file);
  const name = file.name || t('tickets.files.unnamed');
  const turn = (by: number) => {
    if (files[at + by] === undefined) return;
    setZoom(0);
    props.onTurn(at + by);
  };
  const magnify = (by: number) => setZoom((now) => Math.min(zooms.length - 1, Math.max(0, now + by)));
  const keys: Record<string, () => void> = {
    ArrowLeft: () => turn(-1),
    ArrowRight: () => turn(1),
    '+': () => magnify(1),
    '-': () => magnify(-1),
    '0': () => setZoom(0),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    keys[event.key]?.();
  };
  return (
    <Modal
      opened
      fullScreen
      onClose={props.onClose}
      title={name}
      closeButtonProps={{ 'aria-label': t('tickets.files.close') }}
      classNames={{ body: classes.body, title: classes.title, content: classes.content }}
      onKeyDown={onKeyDown}
    >
      <div className={classes.tools} role="toolbar" aria-label={t('lists.preview.label')}>
        <Tool name={t('lists.preview.previous')} disabled={at === 0} onClick={() => turn(-1)}>
          <IconChevronLeft size={18} aria-hidden />
        </Tool>
        <span role="status">{t('lists.preview.position', { at: at + 1, count: files.length })}</span>
        <Tool name={t('lists.preview.next')} disabled={at === files.length - 1} onClick={() => turn(1)}>
          <IconChevronRight size={18} aria-hidden />
        </Tool>
        <span className={classes.size}>{sizeText(file.size, locale)}</span>
        {kind === 'image' && (
          <>
            <Tool name={t('lists.preview.zoomOut')} disabled={zoom === 0} onClick={() => magnify(-1)}>
              <IconZoomOut size={18} aria-hidden />
            </Tool>
            <Tool name={t('lists.preview.zoomIn')} disabled={zoom === zooms.length - 1} onClick={() => magnify(1)}>
              <IconZoomIn size={18} aria-hidden />
            </Tool>
            <Tool name={t('lists.preview.fit')} disabled={zoom === 0} onClick={() => setZoom(0)}>
              <IconZoomReset size={18} aria-hidden />
            </Tool>
          </>
        )}
        <span className={classes.space} />
        {kind === 'pdf' && (
          <ActionIcon
            component="a"
            href={inlineUrl(file)}
            target="_blank"
            rel="noopener"
            aria-label={t('lists.preview.newTab')}
            title={t('lists.preview.newTab')}
          >
            <IconExternalLink size={18} aria-hidden />
          </ActionIcon>
        )}
        <ActionIcon
          component="a"
          href={`/api/attachments/${file.id}`}
          download={name}
          aria-label={t('tickets.files.download', { name })}
          title={t('tickets.files.download', { name })}
        >
          <IconDownload size={18} aria-hidden />
        </ActionIcon>
      </div>
      {kind === 'image' && <Picture key={file.id} file={file} name={name} zoom={zooms[zoom] ?? 1} />}
      {kind === 'pdf' && (
        <iframe
          key={file.id}
          className={classes.frame}
          src={inlineUrl(file)}
          title={t('lists.preview.pdf', { name })}
        />
      )}
      {kind === 'text' && <PlainText key={file.id} file={file} name={name} />}
    </Modal>
  );
}

function Tool(props: { name: string; disabled: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <ActionIcon aria-label={props.name} title={props.name} disabled={props.disabled} onClick={props.onClick}>
      {props.children}
    </ActionIcon>
  );
}

function Picture({ file, name, zoom }: { file: File; name: string; zoom: number }) {
  const { t } = useTexts();
  const [broken, setBroken] = useState(false);
  if (broken) return <Failed />;
  return (
    // It can be scrolled, so it can be reached by keys.
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('tickets.files.preview', { name })}>
      <img
        className={classes.picture}
        style={zoom === 1 ? undefined : { width: `${zoom * 100}%`, maxWidth: 'none', maxHeight: 'none' }}
        src={inlineUrl(file)}
        alt={t('tickets.files.preview', { name })}
        onError={() => setBroken(true)}
      />
    </div>
  );
}

/** A text longer than this is cut: a log of many megabytes would stop the page. */
const shownBytes = 256 * 1024;

function PlainText({ file, name }: { file: File; name: string }) {
  const { t } = useTexts();
  const text = useQuery({
    queryKey: ['attachment-text', file.id],
    queryFn: ({ signal }) => beginningOf(file, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  if (text.isPending) return <Loader className={classes.loader} size="sm" />;
  if (text.isError) return <Failed />;
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('tickets.files.preview', { name })}>
      {file.size > shownBytes && <p className={classes.note}>{t('lists.preview.cut')}</p>}
      <pre className={classes.text}>{text.data}</pre>
    </div>
  );
}

function Failed() {
  const { t } = useTexts();
  return (
    <p className={classes.note} role="alert">
      {t('lists.preview.failed')}
    </p>
  );
}

async function beginningOf(file: File, signal: AbortSignal): Promise<string> {
  const response = await fetch(`/api/attachments/${file.id}`, { credentials: 'same-origin', signal });
  const reader = response.body?.getReader();
  if (!response.ok || !reader) throw new Error(`attachment ${file.id}: ${response.status}`);
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length < shownBytes) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  await reader.cancel();
  const whole = new Uint8Array(await new Blob(chunks as Uint8Array<ArrayBuffer>[]).arrayBuffer());
  return readableText(whole.subarray(0, shownBytes));
}

const inlineUrl = (file: File) => `/api/attachments/${file.id}?inline=1`;
