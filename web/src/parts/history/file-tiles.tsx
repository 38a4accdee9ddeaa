import { ActionIcon, Tooltip } from '@mantine/core';
import type { TablerIcon } from '@tabler/icons-react';
import {
  IconCalendar,
  IconDownload,
  IconFile,
  IconFileSpreadsheet,
  IconFileText,
  IconFileZip,
  IconMail,
  IconPdf,
  IconPhoto,
} from '@tabler/icons-react';
import { type RefObject, Suspense, useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import type { attachmentSchema } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { laterPart } from '../../lazy-parts.tsx';
import { sizeText } from '../size-text.ts';
import classes from './files.module.css';
import { previewKind } from './preview-kind.ts';

const FilePreview = laterPart(() => import('./file-preview.tsx').then((module) => module.FilePreview));

type Attachment = z.infer<typeof attachmentSchema>;

/** The attachments of a mail as tiles: name, size, kind, a small picture for images; a click shows what can be shown, the arrow downloads. */
export function FileTiles({ files }: { files: readonly Attachment[] }) {
  const { t } = useTexts();
  const [shown, setShown] = useState<number | null>(null);
  const opener = useRef<HTMLElement>(null);
  if (files.length === 0) return null;
  const showable = files.filter((file) => previewKind(file) !== null);
  const close = () => {
    setShown(null);
    // The tile of the file that was looked at last, which need not be the one that was opened.
    setTimeout(() => opener.current?.focus());
  };
  return (
    <>
      <ul className={classes.tiles} aria-label={t('tickets.files.label')}>
        {files.map((file) => (
          <FileTile
            key={file.id}
            file={file}
            shown={showable[shown ?? -1]?.id === file.id ? opener : undefined}
            onShow={() => setShown(showable.indexOf(file))}
          />
        ))}
      </ul>
      {shown !== null && (
        <Suspense>
          <FilePreview files={showable} at={shown} onTurn={setShown} onClose={close} />
        </Suspense>
      )}
    </>
  );
}

function FileTile(props: {
  file: Attachment;
  /** Takes the tile whose file is shown, where the focus comes back to. */
  shown: RefObject<HTMLElement | null> | undefined;
  onShow: () => void;
}) {
  const { t, locale } = useTexts();
  const { file } = props;
  const [broken, setBroken] = useState(false);
  const tile = useRef<HTMLButtonElement>(null);
  const { shown } = props;
  useEffect(() => {
    if (shown) shown.current = tile.current;
  }, [shown]);
  const name = file.name || t('tickets.files.unnamed');
  const kind = previewKind(file);
  const Icon = iconOf(file.type);
  const face = (
    <>
      {kind === 'image' && !broken ? (
        <img className={classes.thumb} src={inlineUrl(file)} alt="" loading="lazy" onError={() => setBroken(true)} />
      ) : (
        <span className={classes.icon}>
          <Icon size={20} stroke={1.5} aria-hidden />
        </span>
      )}
      <span className={classes.words}>
        <span className={classes.name}>{name}</span>
        <span className={classes.size}>{sizeText(file.size, locale)}</span>
      </span>
    </>
  );
  return (
    <li className={classes.tile}>
      {kind === null || broken ? (
        <a className={classes.face} href={downloadUrl(file)} download={name}>
          {face}
        </a>
      ) : (
        <button
          ref={tile}
          type="button"
          className={classes.face}
          onClick={props.onShow}
          title={t('tickets.files.open', { name })}
        >
          {face}
        </button>
      )}
      <Tooltip label={t('tickets.files.download', { name })}>
        <ActionIcon
          component="a"
          href={downloadUrl(file)}
          download={name}
          aria-label={t('tickets.files.download', { name })}
          className={classes.download}
        >
          <IconDownload size={15} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </li>
  );
}

function downloadUrl(file: Attachment): string {
  return `/api/attachments/${file.id}`;
}

function inlineUrl(file: Attachment): string {
  return `/api/attachments/${file.id}?inline=1`;
}

const icons: readonly (readonly [RegExp, TablerIcon])[] = [
  [/^image\//, IconPhoto],
  [/pdf/, IconPdf],
  [/spreadsheet|excel|csv/, IconFileSpreadsheet],
  [/zip|compressed|tar|x-7z/, IconFileZip],
  [/calendar/, IconCalendar],
  [/^message\//, IconMail],
  [/^text\/|word|opendocument\.text/, IconFileText],
];

/** The icon for a media type. */
export function iconOf(type: string): TablerIcon {
  return icons.find(([pattern]) => pattern.test(type))?.[1] ?? IconFile;
}
