import '@mantine/tiptap/styles.layer.css';
import { Link, RichTextEditor } from '@mantine/tiptap';
import { IconPhotoPlus } from '@tabler/icons-react';
import { Image } from '@tiptap/extension-image';
import { Placeholder } from '@tiptap/extension-placeholder';
import { type Editor, useEditor } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import { htmlToText } from '../../../../src/mail/html-text.ts';
import { useTexts } from '../../i18n/index.ts';
import { cleanPasted, pictureTypes } from './paste.ts';
import classes from './rich-editor.module.css';
import { unfolded } from './stored-html.ts';

/** What can be put where the cursor stands, each in one step that can be undone. */
export type EditorHandle = {
  focus(): void;
  insert(html: string): void;
  /** Below all that is written. */
  append(html: string): void;
  insertPicture(picture: { src: string; alt: string; width?: number }): void;
};

type Props = {
  /** Of the text itself. */
  id?: string;
  disabled?: boolean;
  handle?: Ref<EditorHandle>;
  /** '' while nothing is written. */
  value: string;
  onChange: (html: string, text: string) => void;
  label: string;
  placeholder?: string | undefined;
  invalid?: boolean;
  describedBy?: string | undefined;
  /** Takes chosen pictures; without it the text has none. */
  onPictures?: ((files: File[]) => void) | undefined;
  /** More at the end of the toolbar. */
  more?: ReactNode;
};

/**
 * A text with form: bold, italic, underlined, struck, headings, lists, quotes, code, links and pictures of our own, and nothing else; whatever is loaded or
 * pasted is narrowed down to that. Fetched when first needed (see lazy-editor.tsx).
 */
export function RichEditor(props: Props) {
  const { t } = useTexts();
  const { id, disabled = false, value, label, placeholder = '', invalid = false, describedBy } = props;
  const shown = useRef(value);
  const changed = useRef(props.onChange);
  const picked = useRef<HTMLInputElement>(null);
  useEffect(() => {
    changed.current = props.onChange;
  });
  const hint = useRef(placeholder);
  const extensions = useMemo(() => [...building, Placeholder.configure({ placeholder: () => hint.current })], []);
  const editor = useEditor({
    extensions,
    content: unfolded(value),
    editable: !disabled,
    editorProps: {
      attributes: {
        role: 'textbox',
        ...(id === undefined ? {} : { id }),
        'aria-multiline': 'true',
        'aria-label': label,
        ...(invalid ? { 'aria-invalid': 'true' } : {}),
        ...(describedBy ? { 'aria-describedby': describedBy } : {}),
      },
      transformPastedHTML: cleanPasted,
      // It sends the mail; the editor would break the line.
      handleKeyDown: (_view, event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey),
    },
    onUpdate: ({ editor: now }) => {
      shown.current = now.isEmpty ? '' : now.getHTML();
      changed.current(shown.current, now.isEmpty ? '' : htmlToText(shown.current));
    },
  });
  useEffect(() => {
    if (!editor || value === shown.current) return;
    shown.current = value;
    editor.commands.setContent(unfolded(value), { emitUpdate: false });
  }, [editor, value]);
  useEffect(() => {
    hint.current = placeholder;
    // Drawn again with the next step of the editor: an empty one does.
    editor?.view.dispatch(editor.state.tr);
  }, [editor, placeholder]);
  useImperativeHandle(props.handle, () => handleOf(editor), [editor]);

  return (
    <RichTextEditor
      editor={editor}
      withTypographyStyles={false}
      classNames={{ root: classes.root, toolbar: classes.toolbar, control: classes.control, content: classes.content }}
      labels={{
        boldControlLabel: t('writing.bold'),
        italicControlLabel: t('writing.italic'),
        underlineControlLabel: t('writing.underline'),
        strikeControlLabel: t('writing.strike'),
        h2ControlLabel: t('writing.heading'),
        h3ControlLabel: t('writing.subheading'),
        bulletListControlLabel: t('writing.bulletList'),
        orderedListControlLabel: t('writing.orderedList'),
        blockquoteControlLabel: t('writing.blockquote'),
        codeControlLabel: t('writing.code'),
        linkControlLabel: t('writing.link'),
        unlinkControlLabel: t('writing.unlink'),
        clearFormattingControlLabel: t('writing.clear'),
        undoControlLabel: t('writing.undo'),
        redoControlLabel: t('writing.redo'),
        linkEditorInputLabel: t('writing.linkAddress'),
        linkEditorInputPlaceholder: 'https://',
        linkEditorExternalLink: t('writing.linkNewTab'),
        linkEditorInternalLink: t('writing.linkSameTab'),
        linkEditorSave: t('common.save'),
      }}
    >
      <RichTextEditor.Toolbar role="toolbar" aria-label={t('writing.toolbar')}>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.Bold />
          <RichTextEditor.Italic />
          <RichTextEditor.Underline />
          <RichTextEditor.Strikethrough />
        </RichTextEditor.ControlsGroup>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.BulletList />
          <RichTextEditor.OrderedList />
          <RichTextEditor.Blockquote />
        </RichTextEditor.ControlsGroup>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.H2 />
          <RichTextEditor.H3 />
          <RichTextEditor.Code />
        </RichTextEditor.ControlsGroup>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.Link />
          <RichTextEditor.Unlink />
          {props.onPictures && (
            <RichTextEditor.Control
              aria-label={t('writing.picture')}
              title={t('writing.picture')}
              onClick={() => picked.current?.click()}
            >
              <IconPhotoPlus size={16} stroke={1.5} aria-hidden />
            </RichTextEditor.Control>
          )}
        </RichTextEditor.ControlsGroup>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.ClearFormatting />
          <RichTextEditor.Undo />
          <RichTextEditor.Redo />
        </RichTextEditor.ControlsGroup>
        {props.more}
      </RichTextEditor.Toolbar>
      <input
        ref={picked}
        type="file"
        hidden
        multiple
        accept={[...pictureTypes].join(',')}
        onChange={({ currentTarget }) => {
          props.onPictures?.([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
      <RichTextEditor.Content />
    </RichTextEditor>
  );
}

/** Only pictures that our server has: another one would tell its owner that an agent reads. */
const Picture = Image.extend({
  parseHTML: () => [{ tag: 'img[src^="/api/uploads/"]' }, { tag: 'img[src^="/api/attachments/"]' }],
});

const building = [
  StarterKit.configure({ heading: { levels: [2, 3] }, link: false }),
  Link.configure({
    openOnClick: false,
    autolink: true,
    protocols: ['mailto', 'tel'],
    isAllowedUri: (url) =>
      /^(?:https?:|mailto:|tel:)/iu.test(url.trim()) || /^[\w.-]+\.[a-z]{2,}(?:[/?#]|$)/iu.test(url),
  }),
  Picture.configure({ inline: true, allowBase64: false }),
];

function handleOf(editor: Editor | null): EditorHandle {
  return {
    focus: () => editor?.commands.focus(undefined, { scrollIntoView: false }),
    insert: (html) =>
      editor
        ?.chain()
        .focus()
        .insertContent(cleanPasted(unfolded(html)))
        .run(),
    append: (html) =>
      editor
        ?.chain()
        .insertContentAt(editor.state.doc.content.size, cleanPasted(unfolded(html)))
        .run(),
    insertPicture: (picture) => editor?.chain().focus().setImage(picture).run(),
  };
}
