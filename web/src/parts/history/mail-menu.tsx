import { ActionIcon, Menu, Modal } from '@mantine/core';
import {
  IconArrowForwardUp,
  IconArrowsSplit2,
  IconCode,
  IconCopy,
  IconDots,
  IconFileDownload,
  IconInfoCircle,
  IconLetterCase,
  IconListDetails,
} from '@tabler/icons-react';
import { use, useEffect, useState } from 'react';
import type { Entry } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { useCopy } from '../copy-text.ts';
import { notifyDone } from '../notify.ts';
import { TraceList } from '../trace-list.tsx';
import { ForwardMail } from './forward-mail.ts';
import { SplitFrom } from './split-from.ts';
import { SourceHeader } from './source-header.tsx';

export type BodyView = 'html' | 'text';

/** What else one can do with a mail: text or HTML, source, copy, and why it is here. */
export function MailMenu(props: { entry: Entry; view: BodyView; onView: (view: BodyView) => void }) {
  const { t } = useTexts();
  const { entry, view, onView } = props;
  const split = use(SplitFrom);
  const forward = use(ForwardMail);
  const [explained, setExplained] = useState(false);
  const [header, setHeader] = useState(false);
  const { copied, copy } = useCopy();
  useEffect(() => {
    if (copied) notifyDone(t('common.copied'));
  }, [copied, t]);
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <ActionIcon size="sm" aria-label={t('tickets.history.menu')}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {forward && (
            <Menu.Item leftSection={<IconArrowForwardUp size={15} aria-hidden />} onClick={() => forward(entry.id)}>
              {t('tickets.composer.forward')}
            </Menu.Item>
          )}
          {entry.html !== null && view === 'html' && (
            <Menu.Item leftSection={<IconLetterCase size={15} aria-hidden />} onClick={() => onView('text')}>
              {t('tickets.history.showText')}
            </Menu.Item>
          )}
          {entry.html !== null && view === 'text' && (
            <Menu.Item leftSection={<IconCode size={15} aria-hidden />} onClick={() => onView('html')}>
              {t('tickets.history.showHtml')}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconCopy size={15} aria-hidden />}
            onClick={() => copy(entry.segments.map(({ text }) => text).join(''))}
          >
            {t('tickets.history.copyText')}
          </Menu.Item>
          {entry.trace.length > 0 && (
            <Menu.Item leftSection={<IconInfoCircle size={15} aria-hidden />} onClick={() => setExplained(true)}>
              {t('tickets.history.why')}
            </Menu.Item>
          )}
          {split && (
            <Menu.Item leftSection={<IconArrowsSplit2 size={15} aria-hidden />} onClick={() => split(entry.id)}>
              {t('ties.splitHere')}
            </Menu.Item>
          )}
          {entry.hasSource && (
            <Menu.Item leftSection={<IconListDetails size={15} aria-hidden />} onClick={() => setHeader(true)}>
              {t('tickets.history.headers')}
            </Menu.Item>
          )}
          {entry.hasSource && (
            <Menu.Item
              component="a"
              href={`/api/entries/${entry.id}/source`}
              download
              leftSection={<IconFileDownload size={15} aria-hidden />}
            >
              {t('tickets.history.source')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={explained}
        onClose={() => setExplained(false)}
        title={t('tickets.history.why')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <TraceList trace={entry.trace} />
      </Modal>
      <SourceHeader entryId={entry.id} opened={header} onClose={() => setHeader(false)} />
    </>
  );
}
