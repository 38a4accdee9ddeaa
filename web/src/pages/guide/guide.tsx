import { IconArrowRight } from '@tabler/icons-react';
import { useTexts } from '../../i18n/index.ts';
import { LinkText } from '../../parts/links.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import classes from './guide.module.css';

const chapters = [
  { id: 'connect', parts: ['p1', 'p2', 'p3'], to: '/admin/mailboxes/new' },
  { id: 'sandbox', parts: ['p1', 'p2'], to: '/sandbox' },
  { id: 'tickets', parts: ['p1', 'p2', 'p3'], to: '/intake' },
  { id: 'followUps', parts: ['p1', 'p2', 'p3'], to: '/tickets' },
  { id: 'answers', parts: ['p1', 'p2', 'p3'], to: '/outbox' },
] as const;

/** How the desk works, for those who start with it. */
export function GuidePage() {
  const { t } = useTexts();
  return (
    <>
      <PageHeader title={t('guide.title')} about={t('guide.about')} />
      <div className={classes.columns}>
        <article className={classes.text}>
          {chapters.map((chapter) => (
            <section key={chapter.id} id={chapter.id} className={classes.chapter}>
              <h2>{t(`guide.${chapter.id}.title`)}</h2>
              {chapter.parts.map((part) => (
                <p key={part}>{paragraph(t, chapter.id, part)}</p>
              ))}
              <LinkText to={chapter.to} size="sm">
                {t(`guide.${chapter.id}.link`)} <IconArrowRight size={14} style={{ verticalAlign: -2 }} aria-hidden />
              </LinkText>
            </section>
          ))}
          <section id="keys" className={classes.chapter}>
            <h2>{t('guide.keys.title')}</h2>
            <dl className={classes.keys}>
              <Key keys="Ctrl K · ⌘ K" does={t('guide.keys.palette')} />
              <Key keys="/" does={t('guide.keys.search')} />
              <Key keys="Esc" does={t('guide.keys.leave')} />
            </dl>
          </section>
        </article>
        <nav className={classes.contents} aria-label={t('guide.contents')}>
          <ul>
            {[...chapters.map(({ id }) => id), 'keys' as const].map((id) => (
              <li key={id}>
                <a href={`#${id}`}>{t(`guide.${id}.title`)}</a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </>
  );
}

type Texts = ReturnType<typeof useTexts>['t'];
type Chapter = (typeof chapters)[number];

function paragraph(t: Texts, id: Chapter['id'], part: Chapter['parts'][number]): string {
  // The sandbox has two paragraphs only; its `p3` is never asked for.
  return part === 'p3' && id !== 'sandbox' ? t(`guide.${id}.p3`) : t(`guide.${id}.${part === 'p1' ? 'p1' : 'p2'}`);
}

function Key({ keys, does }: { keys: string; does: string }) {
  return (
    <div>
      <dt>
        <kbd>{keys}</kbd>
      </dt>
      <dd>{does}</dd>
    </div>
  );
}
