import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { MAIL_ID } from './mail-document.ts';

const HIGHEST = 30_000;
/** A mail with `height: 100vh` would grow with its frame for ever. */
const GROWTHS = 12;

/** Keeps a frame as high as the mail in it; give the returned function to `onLoad`. The frame runs no script, so the page measures from outside. */
export function useFrameHeight(frame: RefObject<HTMLIFrameElement | null>): () => void {
  const observer = useRef<ResizeObserver | null>(null);
  useEffect(() => () => observer.current?.disconnect(), []);
  return useCallback(() => {
    observer.current?.disconnect();
    const element = frame.current;
    const mail = element?.contentDocument?.getElementById(MAIL_ID);
    if (!element || !mail) return;
    let growths = 0;
    let width = 0;
    const fit = () => {
      if (element.clientWidth !== width) growths = 0;
      width = element.clientWidth;
      const wanted = Math.min(HIGHEST, Math.ceil(mail.getBoundingClientRect().height));
      const now = element.clientHeight;
      if (wanted === now || (wanted > now && growths >= GROWTHS)) return;
      if (wanted > now) growths++;
      element.style.height = `${wanted}px`;
    };
    observer.current = new ResizeObserver(fit);
    observer.current.observe(mail);
    // Opening a fold is the person's own doing and may grow the mail as often as they like.
    mail.addEventListener('toggle', () => (growths = 0), true);
    fit();
  }, [frame]);
}
