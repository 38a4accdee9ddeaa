import { Skeleton, useComputedColorScheme } from '@mantine/core';
import { useMemo, useRef } from 'react';
import { useTexts } from '../../i18n/index.ts';
import classes from './history.module.css';
import { mailDocument } from './mail-document.ts';
import { useFrameHeight } from './use-frame-height.ts';
import { useInlineImages } from './use-inline-images.ts';

/**
 * The HTML of a mail in a frame of its own.
 *
 * The frame has `allow-same-origin` so that the page can measure its height, and no `allow-scripts`: nothing in it can run, so nothing can use that
 * origin. `allow-popups` lets links open in a new tab. The policy inside the document (mail-document.ts) forbids loading and sending anything.
 */
export function HtmlBody({ html, showRemote, who }: { html: string; showRemote: boolean; who: string }) {
  const { t } = useTexts();
  const dark = useComputedColorScheme('light') === 'dark';
  const images = useInlineImages(html);
  const frame = useRef<HTMLIFrameElement>(null);
  const quoteLabel = t('tickets.history.showQuoted');
  const shown = useMemo(
    () => (images.ready ? mailDocument(html, { showRemote, images: images.found, quoteLabel, dark }) : null),
    [html, showRemote, images.ready, images.found, quoteLabel, dark],
  );
  const measure = useFrameHeight(frame);
  if (!shown) return <Skeleton height={80} aria-hidden />;
  return (
    <>
      <iframe
        ref={frame}
        className={classes.frame}
        data-paper={shown.paper}
        style={{ colorScheme: shown.paper }}
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        srcDoc={shown.html}
        title={t('tickets.history.htmlFrame', { who })}
        onLoad={measure}
      />
      {images.missing > 0 && (
        <p className={classes.aside}>{t('tickets.history.imagesMissing', { count: images.missing })}</p>
      )}
    </>
  );
}
