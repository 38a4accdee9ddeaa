import { useTexts } from '../../i18n/index.ts';
import { LinkText } from '../../parts/links.tsx';

/** Where the guide tells how to register the desk; of one provider, or of both that are known. */
export function GuideLinks({ provider }: { provider?: unknown }) {
  const { t } = useTexts();
  const shown = (['microsoft', 'google'] as const).filter((each) => provider === undefined || provider === each);
  if (shown.length === 0) return null;
  return (
    <p>
      {t('oauth.guide')}{' '}
      {shown.map((each, at) => (
        <span key={each}>
          {at > 0 && ' · '}
          <LinkText to="/guide/$name" params={{ name: `oauth-${each}` }} size="sm">
            {t(`oauth.guideOf.${each}`)}
          </LinkText>
        </span>
      ))}
    </p>
  );
}
