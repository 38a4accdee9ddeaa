import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { PageHeader } from '../../parts/page-header.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { guideGroups } from './chapters.ts';
import { findInGuide, type Found } from './find.ts';
import classes from './guide.module.css';
import { type Guide, useGuide } from './use-guide.ts';

/** The first page of the guide: all its pages, and a search in them. */
export function GuidePage() {
  const { t } = useTexts();
  const [query, setQuery] = useState('');
  const guide = useGuide();
  return (
    <>
      <PageHeader
        title={t('guide.title')}
        about={t('guide.about')}
        search={{ value: query, label: t('guide.search'), onChange: setQuery }}
      />
      <QueryView query={guide}>
        {(found) =>
          query.trim() ? <Results found={findInGuide(found.pages, query)} query={query} /> : <Overview guide={found} />
        }
      </QueryView>
    </>
  );
}

function Overview({ guide }: { guide: Guide }) {
  const { t } = useTexts();
  return (
    <div className={classes.overview}>
      {guideGroups.map(({ group, names }) => (
        <section key={group}>
          <h2>{t(`guide.groups.${group}`)}</h2>
          <ul>
            {names.map((name) => (
              <li key={name}>
                <Link to="/guide/$name" params={{ name }}>
                  {guide.pages.get(name)?.title}
                </Link>
                <p>{guide.pages.get(name)?.about}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** Sections that hold the searched words. */
export function Results({ found, query }: { found: Found[]; query: string }) {
  const { t } = useTexts();
  return (
    <div className={classes.results} role="status">
      <h2>{found.length === 0 ? t('guide.none', { query }) : t('guide.found', { count: found.length })}</h2>
      <ul>
        {found.map(({ name, page, id, heading, excerpt }) => (
          <li key={`${name}#${id}`}>
            <Link to="/guide/$name" params={{ name }} hash={id}>
              {heading || page}
            </Link>
            {heading && <span className={classes.where}>{page}</span>}
            <p>{excerpt}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
