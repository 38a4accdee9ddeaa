import { type ComponentType, useEffect, useState } from 'react';
import type { RichEditor } from './rich-editor.tsx';

type Loaded = ComponentType<Parameters<typeof RichEditor>[0]>;

let loading: Promise<Loaded> | undefined;

/** Fetches the editor once; a failed try may be repeated. */
function loadEditor(): Promise<Loaded> {
  loading ??= import('./rich-editor.tsx').then(
    (module) => module.RichEditor,
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** The editor for text with form: `loading` until it is here, `missing` if it cannot be fetched, when plain text has to do. */
export function useEditorPart(wanted: boolean): { Editor: Loaded | null; state: 'loading' | 'ready' | 'missing' } {
  const [part, setPart] = useState<{ Editor: Loaded | null; state: 'loading' | 'ready' | 'missing' }>({
    Editor: null,
    state: 'loading',
  });
  useEffect(() => {
    if (!wanted) return;
    let here = true;
    loadEditor().then(
      (Editor) => here && setPart({ Editor, state: 'ready' }),
      () => here && setPart({ Editor: null, state: 'missing' }),
    );
    return () => {
      here = false;
    };
  }, [wanted]);
  return part;
}
