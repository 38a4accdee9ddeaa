import { IconHelpCircle } from '@tabler/icons-react';
import { explainedFailures } from '../../../src/desk/failure-help.ts';
import { useTexts } from '../i18n/index.ts';
import { LinkText } from './links.tsx';

/** Leads to what the guide says about a failure, in a tab of its own, so that nothing typed is lost. Nothing where the guide has no section. */
export function HelpLink({ code }: { code: string | null }) {
  const { t } = useTexts();
  if (code === null || !explainedFailures.has(code)) return null;
  return (
    <LinkText
      to="/guide/$name"
      params={{ name: 'troubleshooting' }}
      hash={code}
      target="_blank"
      size="sm"
      underline="always"
    >
      {t('guide.help')}
    </LinkText>
  );
}

/** Leads from a section of a form to the same in the guide, in a tab of its own. `anchor` is its heading in the page of options. */
export function SectionHelp({ anchor, title }: { anchor: string; title: string }) {
  const { t } = useTexts();
  return (
    <LinkText
      to="/guide/$name"
      params={{ name: 'options' }}
      hash={anchor}
      target="_blank"
      c="dimmed"
      aria-label={t('guide.section', { title })}
      title={t('guide.section', { title })}
    >
      <IconHelpCircle size={15} stroke={1.75} style={{ verticalAlign: -2 }} aria-hidden />
    </LinkText>
  );
}
