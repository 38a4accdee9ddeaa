import { Button } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { errorText } from '../../parts/error-text.ts';
import { PageSkeleton } from '../../parts/loading.tsx';
import { ServerReply } from '../../parts/server-reply.tsx';
import { wordsOf } from './connect-dialog.tsx';
import classes from './connecting.module.css';
import { useFlow } from './use-connect.ts';

/** Where the window ends in which somebody signed in at a provider: how it went; the page beside it goes on. */
export function ConnectedPage() {
  const { t } = useTexts();
  const { flow: id } = useSearch({ from: '/connected' });
  const flow = useFlow(id);
  const isConnected = flow.data?.state === 'connected';
  const title = isConnected ? t('oauth.window.connected') : t('oauth.window.failed');
  useEffect(() => {
    document.title = `${title} · Poststelle`;
  }, [title]);
  if (flow.isPending && id !== undefined) return <PageSkeleton />;
  const error = flow.error ?? flow.data?.error;
  const { text, reply } = wordsOf(error ?? {});
  return (
    <main className={classes.window}>
      <h1>{title}</h1>
      {isConnected ? (
        <p>{t('oauth.window.connectedText')}</p>
      ) : (
        <>
          <p role="alert">{text ?? (error ? errorText(t, error) : t('oauth.window.over'))}</p>
          {reply !== undefined && <ServerReply reply={reply} />}
          <p>{t('oauth.window.failedText')}</p>
        </>
      )}
      <Button onClick={() => globalThis.close()}>{t('oauth.window.close')}</Button>
    </main>
  );
}
