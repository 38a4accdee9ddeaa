import { Combobox, useCombobox } from '@mantine/core';
import { IconCheck, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { MasterData } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { LabelChip, LabelDot } from '../../parts/label-chip.tsx';
import { inTreeOrder } from '../../parts/tree.ts';
import classes from './ties.module.css';

/** The labels of a ticket as chips that can be taken away, and a list to add more; `onChange` gets all that are left. */
export function LabelsPicker(props: {
  labels: MasterData['labels'];
  value: readonly number[];
  readOnly: boolean;
  onChange: (labelIds: number[]) => void;
}) {
  const { t, locale } = useTexts();
  const [search, setSearch] = useState('');
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
      setSearch('');
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const placed = inTreeOrder(props.labels, locale);
  const chosen = placed.filter(({ id }) => props.value.includes(id));
  const words = search.trim().toLowerCase();
  const offered = placed.filter(
    ({ id, active, path }) => (active || props.value.includes(id)) && path.toLowerCase().includes(words),
  );
  const toggle = (id: number) =>
    props.onChange(props.value.includes(id) ? props.value.filter((each) => each !== id) : [...props.value, id]);
  return (
    <div className={classes.labels}>
      {chosen.map(({ id, name, colour, path }) => (
        <LabelChip
          key={id}
          name={name}
          colour={colour}
          path={path}
          onRemove={props.readOnly ? undefined : () => toggle(id)}
          removeName={t('forms.removeNamed', { name: path })}
        />
      ))}
      {!props.readOnly && (
        <Combobox
          store={combobox}
          width={260}
          withinPortal={false}
          position="bottom-start"
          onOptionSubmit={(value) => toggle(Number(value))}
        >
          <Combobox.Target targetType="button">
            <button
              type="button"
              data-shortcut="label"
              className={classes.add}
              onClick={() => combobox.toggleDropdown()}
            >
              <IconPlus size={12} aria-hidden /> {t('ties.addLabel')}
            </button>
          </Combobox.Target>
          <Combobox.Dropdown>
            <Combobox.Search
              value={search}
              placeholder={t('common.search')}
              aria-label={t('ties.searchLabel')}
              onChange={(event) => {
                setSearch(event.currentTarget.value);
                combobox.updateSelectedOptionIndex();
              }}
            />
            <Combobox.Options aria-label={t('ties.labels')} mah={300} style={{ overflowY: 'auto' }}>
              {offered.map(({ id, name, colour, depth, path }) => (
                <Combobox.Option key={id} value={String(id)} active={props.value.includes(id)}>
                  <span className={classes.option} style={{ paddingLeft: words ? 0 : depth * 16 }}>
                    <LabelDot colour={colour} />
                    {words ? path : name}
                    {props.value.includes(id) && <IconCheck size={14} aria-label={t('ties.chosen')} />}
                  </span>
                </Combobox.Option>
              ))}
              {offered.length === 0 && (
                <Combobox.Empty>{t(props.labels.length === 0 ? 'ties.noLabels' : 'forms.nothingFound')}</Combobox.Empty>
              )}
            </Combobox.Options>
          </Combobox.Dropdown>
        </Combobox>
      )}
      {props.readOnly && chosen.length === 0 && t('common.none')}
    </div>
  );
}
