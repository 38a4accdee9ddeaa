import { Kbd, Modal } from '@mantine/core';
import { Fragment } from 'react';
import { useTexts } from '../../i18n/index.ts';
import classes from './shortcut-sheet.module.css';

/** All keys of list, ticket and composer. */
export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTexts();
  const ctrl = t('tickets.keys.ctrl');
  const enter = t('tickets.keys.enter');
  const groups: readonly [string, readonly (readonly [readonly string[], string])[]][] = [
    [
      t('tickets.keys.list'),
      [
        [['J', '↓'], t('tickets.keys.next')],
        [['K', '↑'], t('tickets.keys.previous')],
        [[enter, 'O'], t('tickets.keys.open')],
        [['X'], t('tickets.keys.select')],
        [['.'], t('tickets.keys.refresh')],
        [['/'], t('tickets.keys.search')],
        [['C'], t('tickets.newMail')],
      ],
    ],
    [
      t('tickets.keys.ticket'),
      [
        [['R'], t('tickets.keys.reply')],
        [['A'], t('tickets.keys.replyAll')],
        [['F'], t('tickets.composer.forward')],
        [['N'], t('tickets.keys.note')],
        [['U'], t('tickets.keys.back')],
        [['?'], t('tickets.keys.help')],
      ],
    ],
    [
      t('tickets.keys.composer'),
      [
        [[`${ctrl} + ${enter}`], t('tickets.keys.send')],
        [[t('tickets.keys.escape')], t('tickets.keys.close')],
      ],
    ],
  ];
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('tickets.keys.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {groups.map(([name, rows]) => (
        <section key={name} className={classes.group}>
          <h3 className={classes.name}>{name}</h3>
          <dl className={classes.rows}>
            {rows.map(([keysOf, what]) => (
              <div key={what} className={classes.row}>
                <dt>{what}</dt>
                <dd>
                  {keysOf.map((key, at) => (
                    <Fragment key={key}>
                      {at > 0 && ` ${t('tickets.keys.or')} `}
                      <Kbd>{key}</Kbd>
                    </Fragment>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  );
}
