import { useEffect, useRef } from 'react';
import { partedFiles } from '../rich-text/paste.ts';
import { useFileDrop } from './attached-files.tsx';
import type { Draft } from './draft.ts';
import type { BodyHandle } from './message-body.tsx';
import { useUploads } from './uploads.ts';

/** Wider pictures are shown narrower: many mail programs show a photograph at its full size otherwise. Pixels. */
const WIDEST = 640;

/**
 * What a form for a mail does with files: dropped or pasted pictures go into the text where the cursor stands, as far as it can show them; every other file is
 * attached. `enabled` false takes none.
 */
export function useWriting(draft: Draft, onChange: (part: Partial<Draft>) => void, enabled: boolean) {
  const body = useRef<BodyHandle>(null);
  const files = useRef(draft.files);
  useEffect(() => {
    files.current = draft.files;
  }, [draft.files]);
  const uploads = useUploads((uploaded, { as, file }) => {
    if (as === 'picture' && body.current?.takesPictures) {
      const picture = { src: `/api/uploads/${uploaded.id}`, alt: uploaded.name };
      void widthOf(file).then((width) => body.current?.insertPicture(width === null ? picture : { ...picture, width }));
      return;
    }
    files.current = [...files.current, uploaded];
    onChange({ files: files.current });
  });
  const insert = (list: File[]) => {
    if (!enabled) return;
    const { pictures, others } = partedFiles(list);
    uploads.add(pictures, body.current?.takesPictures ? 'picture' : 'file');
    uploads.add(others);
  };
  const drop = useFileDrop(insert);
  return { body, uploads, drop, insert };
}

/** The width to show a picture with; null to leave it as it is, also if it cannot be read. */
async function widthOf(file: File): Promise<number | null> {
  try {
    const bitmap = await createImageBitmap(file);
    const { width } = bitmap;
    bitmap.close();
    return width > WIDEST ? WIDEST : null;
  } catch {
    return null;
  }
}
