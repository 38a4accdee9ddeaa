import type { Locator } from 'playwright-core';
import type { incomingMailbox } from '../../src/settings/incoming-mailbox.ts';
import type { outgoingMailbox } from '../../src/settings/outgoing-mailbox.ts';
import { settingText } from '../../src/settings/texts/index.ts';
import type { Story } from './story.ts';

type FieldOf = {
  incoming: keyof typeof incomingMailbox.fields;
  outgoing: keyof typeof outgoingMailbox.fields;
};

/** The form of a mailbox by the names of its settings; titles and choices are those that the definition's texts give them. */
export function mailboxForm<D extends 'incoming' | 'outgoing'>({ field, locale, page }: Story, direction: D) {
  const textOf = (key: string) => {
    const text = settingText(locale, `settings.${direction}.${key}`);
    if (text === undefined) throw new Error(`There is no text settings.${direction}.${key}`);
    return text;
  };
  const title = (name: FieldOf[D]): string => textOf(`${name}.title`);
  return {
    title,
    field: (name: FieldOf[D]): Locator => field(title(name)),
    /** The switch whose label begins with the title; a line of help follows in it. */
    switch: (name: FieldOf[D]): Locator =>
      page
        .locator('label')
        .filter({ has: page.getByText(title(name), { exact: true }) })
        .getByRole('switch'),
    /** Clicks one of the few choices that stand side by side. */
    choose: (name: FieldOf[D], value: string): Promise<void> =>
      page
        .getByRole('radiogroup', { name: title(name), exact: true })
        .getByText(textOf(`${name}.choice.${value}`), { exact: true })
        .click(),
  };
}
