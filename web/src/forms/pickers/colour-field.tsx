import { Input } from '@mantine/core';
import { LabelDot } from '../../parts/label-chip.tsx';
import { asText } from '../as-text.ts';
import type { WidgetProps } from '../widget-props.ts';
import classes from './pickers.module.css';

/** One of the colours that a label may have, side by side; arrow keys move between them. */
export function ColourField(props: WidgetProps) {
  return (
    <Input.Wrapper label={props.title} description={props.help} error={props.error} labelElement="div">
      <div id={props.id} className={classes.swatches} role="radiogroup" aria-label={props.title}>
        {props.choices.map(({ value, label }) => (
          <label key={value} className={classes.swatch} title={label}>
            <input
              type="radio"
              name={props.id}
              aria-label={label}
              disabled={props.disabled}
              checked={asText(props.value) === value}
              onChange={() => props.onChange(value)}
            />
            <LabelDot colour={value} />
          </label>
        ))}
      </div>
    </Input.Wrapper>
  );
}
