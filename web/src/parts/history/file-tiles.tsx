import { ActionIcon, Modal, Tooltip } from '@mantine/core';
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
import { useState } from 'react';
import type { z } from 'zod';
import type { attachmentSchema } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { sizeInWords } from './file-size.ts';
import classes from './files.module.css';

type Attachment = z.infer<typeof attachmentSchema>;

/** The attachments of a mail as tiles: name, size, kind, a small picture for images; a click shows images and PDF, the arrow downloads. */
export function FileTiles({ files }: { files: readonly Attachment[] }) {
  const { t } = useTexts();
  const [shown, setShown] = useState<Attachment | null>(null);
  if (files.length === 0) return null;
  return (
    <>
      <ul className={classes.tiles} aria-label={t('tickets.files.label')}>
        {files.map((file) => (
          <FileTile key={file.id} file={file} onShow={() => setShown(file)} />
        ))}
      </ul>
      <Modal
        opened={shown !== null}
        onClose={() => setShown(null)}
        title={shown?.name}
        size="xl"
        closeButtonProps={{ 'aria-label': t('tickets.files.close') }}
      >
        {shown && (
          <img
            className={classes.large}
            src={inlineUrl(shown)}
            alt={t('tickets.files.preview', { name: shown.name })}
          />
        )}
      </Modal>
    </>
  );
}

function FileTile({ file, onShow }: { file: Attachment; onShow: () => void }) {
  const { t, locale } = useTexts();
  const [broken, setBroken] = useState(false);
  const name = file.name || t('tickets.files.unnamed');
  const picture = isPicture(file.type) && !broken;
  const Icon = iconOf(file.type);
  const face = (
    <>
      {picture ? (
        <img className={classes.thumb} src={inlineUrl(file)} alt="" loading="lazy" onError={() => setBroken(true)} />
      ) : (
        <span className={classes.icon}>
          <Icon size={20} stroke={1.5} aria-hidden />
        </span>
      )}
      <span className={classes.words}>
        <span className={classes.name}>{name}</span>
        <span className={classes.size}>{sizeInWords(file.size, locale)}</span>
      </span>
    </>
  );
  return (
    <li className={classes.tile}>
      {picture ? (
        <button type="button" className={classes.face} onClick={onShow} title={t('tickets.files.open', { name })}>
          {face}
        </button>
      ) : (
        <a
          className={classes.face}
          {...(file.type === 'application/pdf'
            ? {
                href: inlineUrl(file),
                target: '_blank',
                rel: 'noopener',
                title: t('tickets.files.open', { name }),
              }
            : { href: downloadUrl(file), download: name })}
        >
          {face}
        </a>
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

function isPicture(type: string): boolean {
  return /^image\/(?:png|jpe?g|gif|webp|avif|bmp|svg\+xml)$/.test(type);
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
