import { useEffect, useRef, useState } from 'react';
import type { ErrorAnswer } from '../../../../src/api/contract/common.ts';
import { ApiError } from '../../api.ts';
import { currentLocale } from '../../i18n/locale.ts';
import { signInAgain } from '../../person.ts';
import type { UploadedFile } from './draft.ts';

/** What becomes of a file: it hangs below the mail, or stands in its text. */
type UploadAs = 'file' | 'picture';

/** A file on its way: `percent` 0–100 of its bytes sent, `error` once it was not accepted. */
export type Upload = { key: number; file: File; as: UploadAs; percent: number; error: unknown };

/** Uploads files one after another and tells `onDone` of each that the desk has taken. Refused ones stay in `uploads` with their reason. */
export function useUploads(onDone: (file: UploadedFile, upload: Pick<Upload, 'as' | 'file'>) => void) {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const nextKey = useRef(1);
  const running = useRef(new Map<number, AbortController>());
  const last = useRef(Promise.resolve());
  const done = useRef(onDone);
  useEffect(() => {
    done.current = onDone;
  });
  useEffect(() => {
    const all = running.current;
    return () => {
      for (const controller of all.values()) controller.abort();
    };
  }, []);

  const patch = (key: number, change: Partial<Upload>) =>
    setUploads((known) => known.map((upload) => (upload.key === key ? { ...upload, ...change } : upload)));
  const drop = (key: number) => setUploads((known) => known.filter((upload) => upload.key !== key));

  const start = (upload: Pick<Upload, 'key' | 'file' | 'as'>) => {
    const controller = new AbortController();
    running.current.set(upload.key, controller);
    // All at once they would hold up one another, and what else the page asks for.
    last.current = last.current.then(() => send(upload, controller));
  };
  const send = async ({ key, file, as }: Pick<Upload, 'key' | 'file' | 'as'>, controller: AbortController) => {
    if (controller.signal.aborted) return;
    try {
      const uploaded = await uploadFile(file, (percent) => patch(key, { percent }), controller.signal);
      drop(key);
      done.current(uploaded, { as, file });
    } catch (error) {
      if (!controller.signal.aborted) patch(key, { error });
    } finally {
      if (running.current.get(key) === controller) running.current.delete(key);
    }
  };
  const add = (files: Iterable<File>, as: UploadAs = 'file') => {
    for (const file of files) {
      const key = nextKey.current++;
      setUploads((known) => [...known, { key, file, as, percent: 0, error: null }]);
      start({ key, file, as });
    }
  };
  const retry = (upload: Upload) => {
    patch(upload.key, { percent: 0, error: null });
    start(upload);
  };
  const remove = (key: number) => {
    running.current.get(key)?.abort();
    running.current.delete(key);
    drop(key);
  };
  return { uploads, add, retry, remove };
}

/**
 * Sends one file to the desk (POST /api/uploads) and reports how much of it has left; once more after the person has signed in again, if their session was over.
 * Throws ApiError.
 */
async function uploadFile(
  file: File,
  onPercent: (percent: number) => void,
  signal: AbortSignal,
): Promise<UploadedFile> {
  try {
    return await sendFile(file, onPercent, signal);
  } catch (error) {
    const signedOut = error instanceof ApiError && error.code === 'not-signed-in';
    if (signedOut && (await signInAgain()) && !signal.aborted) return sendFile(file, onPercent, signal);
    throw error;
  }
}

/** XMLHttpRequest, because fetch cannot tell progress. */
function sendFile(file: File, onPercent: (percent: number) => void, signal: AbortSignal): Promise<UploadedFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const unreachable = () => reject(new ApiError(0, { code: 'unreachable', params: {}, text: '' }));
    request.open('POST', '/api/uploads');
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('accept-language', currentLocale());
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onPercent(total > 0 ? Math.round((loaded / total) * 100) : 0),
    );
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as UploadedFile);
      else reject(refusal(request));
    });
    request.addEventListener('error', unreachable);
    request.addEventListener('abort', unreachable);
    signal.addEventListener('abort', () => request.abort());
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}

function refusal(request: XMLHttpRequest): ApiError {
  const answer = request.response as Partial<ErrorAnswer> | null;
  return new ApiError(request.status, answer?.error ?? { code: 'internal', params: {}, text: '' });
}
