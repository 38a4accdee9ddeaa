import { Kbd, Modal } from '@mantine/core';
import { Fragment } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { shortcuts } from '../../shortcuts.ts';
import classes from './shortcut-sheet.module.css';

/** All keys of the page. */
export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTexts();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="xl"
      title={t('tickets.keys.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={classes.columns}>
        {shortcuts.map(({ where, keys }) => (
          <section key={where} className={classes.group}>
            <h3 className={classes.name}>{t(where)}</h3>
            <dl className={classes.rows}>
              {keys.map((each) => (
                <div key={each.name} className={classes.row}>
                  <dt>{t(each.name)}</dt>
                  <dd>
                    {each.keys.map((key, at) => (
                      <Fragment key={key}>
                        {at > 0 && ` ${t('tickets.keys.or')} `}
                        <Keys keys={key} />
                      </Fragment>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

function Keys({ keys }: { keys: string }) {
  const { t } = useTexts();
  const names: Record<string, string> = {
    Ctrl: t('tickets.keys.ctrl'),
    Enter: t('tickets.keys.enter'),
    Escape: t('tickets.keys.escape'),
    ArrowDown: '↓',
    ArrowUp: '↑',
  };
  const parts = keys.split(' ');
  const between = parts[0] === 'Ctrl' ? ' + ' : ` ${t('lists.keys.thenKey')} `;
  return parts.map((part, at) => (
    <Fragment key={part}>
      {at > 0 && between}
      <Kbd>{names[part] ?? part.toUpperCase()}</Kbd>
    </Fragment>
  ));
}
