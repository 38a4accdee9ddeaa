import { useTexts } from '../../i18n/index.ts';
import { Copy } from '../../parts/copy.tsx';
import classes from './connections.module.css';

/** The addresses to register at the provider, each with a button to copy it. */
export function RedirectUrls({ redirectUrl, pasteRedirectUrl }: { redirectUrl: string; pasteRedirectUrl: string }) {
  const { t } = useTexts();
  return (
    <section className={classes.redirect} aria-label={t('oauth.redirect.title')}>
      <h2>{t('oauth.redirect.title')}</h2>
      <p>{t('oauth.redirect.about')}</p>
      <Url name={t('oauth.redirect.url')} url={redirectUrl} />
      <p>{t('oauth.redirect.pasteAbout')}</p>
      <Url name={t('oauth.redirect.paste')} url={pasteRedirectUrl} />
    </section>
  );
}

function Url({ name, url }: { name: string; url: string }) {
  const { t } = useTexts();
  return (
    <div className={classes.url}>
      <code>{url}</code>
      <Copy text={url} label={t('oauth.redirect.copy', { name })} />
    </div>
  );
}
