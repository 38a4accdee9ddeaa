import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../i18n/index.ts';
import { LabelChip, LabelDot } from '../../parts/label-chip.tsx';
import { inTreeOrder } from '../../parts/tree.ts';
import { masterDataQuery } from '../../queries.ts';
import { common, idsOf, type WidgetProps } from '../widget-props.ts';
import classes from './pickers.module.css';
import { Branch } from './tree-select.tsx';

/** Several labels: the list shows their tree and colours, what is chosen stands as chips that can be taken away. */
export function LabelsField(props: WidgetProps) {
  const { t, locale } = useTexts();
  const { data } = useQuery(masterDataQuery);
  const value = idsOf(props.value);
  const placed = inTreeOrder(data?.labels ?? [], locale).filter(({ id, active }) => active || value.includes(id));
  const byId = new Map(placed.map((label) => [String(label.id), label]));
  return (
    <MultiSelect
      {...common(props)}
      searchable
      classNames={{ input: classes.chosen }}
      placeholder={value.length === 0 ? t('forms.noLabels') : undefined}
      nothingFoundMessage={t('forms.nothingFound')}
      maxDropdownHeight={320}
      // A label that is gone has no name to show and is not offered again.
      value={value.map(String).filter((id) => byId.has(id))}
      onChange={(next) => props.onChange(next.map(Number))}
      data={placed.map(({ id, path }) => ({ value: String(id), label: path }))}
      renderOption={({ option, checked }) => (
        <Branch
          row={byId.get(option.value)}
          draw={({ name, colour }) => (
            <>
              <LabelDot colour={colour} />
              {checked ? <b>{name}</b> : name}
            </>
          )}
        />
      )}
      renderPill={({ option, onRemove, disabled }) => {
        const label = byId.get(String(option.value));
        return (
          <span className={classes.pill}>
            <LabelChip
              name={label?.name ?? ''}
              colour={label?.colour ?? 'gray'}
              path={label?.path}
              onRemove={disabled ? undefined : onRemove}
              removeName={t('forms.removeNamed', { name: label?.path ?? '' })}
            />
          </span>
        );
      }}
    />
  );
}
