import { useTexts } from '../i18n/index.ts';
import { Copy } from './copy.tsx';
import classes from './server-reply.module.css';

/** Another server's words, character for character, set apart from ours, with a button to copy them. */
export function ServerReply({ reply }: { reply: string }) {
  const { t } = useTexts();
  return (
    <figure className={classes.box}>
      <figcaption className={classes.caption}>
        {t('common.serverReply')}
        <Copy text={reply} />
      </figcaption>
      <pre className={classes.reply} tabIndex={0}>
        {reply}
      </pre>
    </figure>
  );
}
