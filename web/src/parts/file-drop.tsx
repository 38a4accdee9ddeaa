import { IconFileUpload } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import classes from './file-drop.module.css';

/** Where files are dropped or, as a button, chosen. `wrong` marks that the last ones did not fit. */
export function FileDrop(props: {
  /** As the `accept` of a file field. */
  accept: string;
  multiple?: boolean;
  title: string;
  about: ReactNode;
  busy?: boolean;
  wrong?: boolean;
  onFiles: (files: File[]) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])];
    if (files.length > 0) props.onFiles(props.multiple ? files : files.slice(0, 1));
    // The same file may be chosen again after it was changed.
    if (input.current) input.current.value = '';
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={props.accept}
        multiple={props.multiple}
        hidden
        onChange={(event) => take(event.currentTarget.files)}
      />
      <button
        type="button"
        className={classes.drop}
        data-accept={over || undefined}
        data-reject={props.wrong || undefined}
        aria-busy={props.busy}
        onClick={() => input.current?.click()}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <IconFileUpload size={24} stroke={1.5} aria-hidden />
        <span className={classes.title}>{props.title}</span>
        <span>{props.about}</span>
      </button>
    </>
  );
}
