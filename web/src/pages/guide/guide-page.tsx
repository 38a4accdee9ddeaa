import { ActionIcon } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconPrinter } from '@tabler/icons-react';
import { Link, useLocation, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { PageHeader } from '../../parts/page-header.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { LinkButton } from '../../parts/links.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { GuideBlocks } from './blocks.tsx';
import { guideGroups } from './chapters.ts';
import { findInGuide } from './find.ts';
import { Results } from './guide.tsx';
import classes from './guide.module.css';
import { plainText, type GuidePage } from './tree.ts';
import { type Guide, useGuide } from './use-guide.ts';

/** One page of the guide, with all pages at its left and its own headings at its right. */
export function GuideChapter() {
  const { name } = useParams({ from: '/frame/guide/$name' });
  const guide = useGuide();
  return (
    <QueryView query={guide}>
      {(found) => {
        const page = found.pages.get(name);
        // Another page begins at its top, with an empty search.
        return page ? <Chapter key={name} name={name} page={page} guide={found} /> : <Missing />;
      }}
    </QueryView>
  );
}

function Missing() {
  const { t } = useTexts();
  const toGuide = (
    <LinkButton to="/guide" variant="default">
      {t('guide.title')}
    </LinkButton>
  );
  return <EmptyState level={1} title={t('guide.missing')} action={toGuide} />;
}

function Chapter({ name, page, guide }: { name: string; page: GuidePage; guide: Guide }) {
  const { t } = useTexts();
  const [query, setQuery] = useState('');
  const hash = useLocation({ select: (location) => location.hash });
  // What one came for is drawn later than the router looks for it.
  useEffect(() => {
    document.getElementById(hash)?.scrollIntoView();
  }, [hash]);
  useEffect(() => setQuery(''), [hash]);
  const print = (
    <ActionIcon
      visibleFrom="sm"
      variant="default"
      size="lg"
      onClick={() => window.print()}
      aria-label={t('guide.print')}
    >
      <IconPrinter size={18} aria-hidden />
    </ActionIcon>
  );
  return (
    <>
      <PageHeader
        title={page.title}
        about={page.about}
        action={print}
        search={{ value: query, label: t('guide.search'), onChange: setQuery }}
      />
      <div className={classes.columns}>
        <Pages guide={guide} />
        {query.trim() ? (
          <Results found={findInGuide(guide.pages, query)} query={query} />
        ) : (
          <article className={classes.text}>
            <GuideBlocks blocks={page.blocks} images={guide.images} />
            <Neighbours name={name} guide={guide} />
          </article>
        )}
        <Contents page={page} />
      </div>
    </>
  );
}

function Pages({ guide }: { guide: Guide }) {
  const { t } = useTexts();
  return (
    <nav className={classes.pages} aria-label={t('guide.pages')}>
      <Link to="/guide" activeOptions={{ exact: true }}>
        {t('guide.title')}
      </Link>
      {guideGroups.map(({ group, names }) => (
        <div key={group}>
          <h2>{t(`guide.groups.${group}`)}</h2>
          <ul>
            {names.map((name) => (
              <li key={name}>
                <Link to="/guide/$name" params={{ name }} activeOptions={{ exact: true, includeHash: false }}>
                  {guide.pages.get(name)?.title}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function Contents({ page }: { page: GuidePage }) {
  const { t } = useTexts();
  const headings = page.blocks.flatMap((block) => (block.kind === 'heading' ? [block] : []));
  return (
    <nav className={classes.contents} aria-label={t('guide.contents')}>
      <h2>{t('guide.contents')}</h2>
      <ul>
        {headings.map(({ id, level, children }) => (
          <li key={id} data-level={level}>
            <a href={`#${id}`}>{plainText(children)}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Neighbours({ name, guide }: { name: string; guide: Guide }) {
  const { t } = useTexts();
  const names = [...guide.pages.keys()];
  const at = names.indexOf(name);
  const [before, after] = [names[at - 1], names[at + 1]];
  return (
    <nav className={classes.neighbours} aria-label={t('guide.further')}>
      {before && (
        <Link to="/guide/$name" params={{ name: before }} rel="prev">
          <IconArrowLeft size={15} aria-hidden />
          <span>
            <small>{t('guide.before')}</small>
            {guide.pages.get(before)?.title}
          </span>
        </Link>
      )}
      {after && (
        <Link to="/guide/$name" params={{ name: after }} rel="next" data-next>
          <span>
            <small>{t('guide.after')}</small>
            {guide.pages.get(after)?.title}
          </span>
          <IconArrowRight size={15} aria-hidden />
        </Link>
      )}
    </nav>
  );
}
