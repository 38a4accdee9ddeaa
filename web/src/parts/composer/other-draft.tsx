import { Button } from '@mantine/core';
import { IconArrowsSplit2 } from '@tabler/icons-react';
import { useTexts } from '../../i18n/index.ts';
import { RelativeTime } from '../relative-time.tsx';
import type { Other } from './draft-merge.ts';
import classes from './other-draft.module.css';

const SHOWN = 160;

/** Says that the same draft was changed, sent or discarded elsewhere meanwhile, shows how it begins there, and asks which one stays. */
export function OtherDraft({ other, onTake, onKeep }: { other: Other; onTake: () => void; onKeep: () => void }) {
  const { t } = useTexts();
  const { draft } = other;
  const words = draft && [draft.text, draft.note].filter((text) => text.trim() !== '').join(' · ');
  return (
    <div className={classes.bar} role="alert">
      <IconArrowsSplit2 size={16} aria-hidden className={classes.icon} />
      <div className={classes.words}>
        <strong>{draft ? t('drafts.changedElsewhere') : t('drafts.endedElsewhere')}</strong>{' '}
        {other.at && <RelativeTime at={other.at} />}
        {words && (
          <p className={classes.other}>
            <q>{words.replace(/\s+/g, ' ').slice(0, SHOWN)}</q>
          </p>
        )}
      </div>
      <div className={classes.choice}>
        <Button variant="default" size="compact-sm" onClick={onTake}>
          {draft ? t('drafts.takeOther') : t('drafts.dropOwn')}
        </Button>
        <Button size="compact-sm" onClick={onKeep}>
          {t('drafts.keepOwn')}
        </Button>
      </div>
    </div>
  );
}
