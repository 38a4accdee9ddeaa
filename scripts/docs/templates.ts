import { autoMailEvents, autoMailEventTable } from '../../src/desk/auto-mail-events.ts';
import { builtInTexts } from '../../src/desk/templates/built-in.ts';
import { templateLimits } from '../../src/desk/templates/engine.ts';
import { templateFilters, templateTags } from '../../src/desk/templates/filters.ts';
import { placeholders } from '../../src/desk/templates/vocabulary.ts';
import { say } from '../../src/desk/texts/index.ts';
import { markdownTable } from './configuration.ts';

const head = `# Templates

Written by \`npm run docs\` from \`src/desk/templates\`. Change it there.

Templates about tickets and mailboxes are sent by themselves (Auto-e-mails); templates for answers are what agents write with, and the signature of an
outgoing mailbox knows the same language.

A template has a subject, a text and, if one likes, HTML, in one or several languages. A person gets it in the own language, else in the desk's, else in
any that there is. Without HTML of its own a mail gets one made from the text.

What stands between \`{{\` and \`}}\` is filled in. Every placeholder has an English and a German name, which mean the same and may be mixed. In HTML all
values are escaped, and in a subject they never make a second line. A placeholder, filter or tag that does not exist is a mistake that is named with line
and column; such a template is not saved. Values that a ticket does not have are empty.

`;

const kindNames = { ticket: 'tickets', answer: 'answers', mailbox: 'mailboxes', signature: 'signatures' } as const;

/** The reference of the template language, its vocabulary and the built-in templates. */
export function templatesPage(): string {
  return [
    head,
    '## Placeholders\n\n',
    markdownTable(
      ['English', 'German', 'In templates for', 'Stands for', 'Example'],
      placeholders.map(({ en, de, kinds, about, sample }) => [
        code(en),
        code(de),
        kinds.map((kind) => kindNames[kind]).join(', '),
        about.en,
        sample.en.replaceAll(/\n+/g, ' '),
      ]),
    ),
    '\n## Filters\n\nAfter a placeholder, behind `|`.\n\n',
    markdownTable(
      ['Name', 'What it does', 'Example'],
      templateFilters.map(({ names, about, example }) => [names.map(code).join(', '), about.en, code(example)]),
    ),
    '\n## Tags\n\nBetween `{%` and `%}`. There are no loops, no variables and no other files.\n\n',
    markdownTable(
      ['Names', 'What it does', 'Example'],
      templateTags.map(({ names, about, example }) => [names.map(code).join(', '), about.en, code(example)]),
    ),
    '\n## Limits\n\n',
    markdownTable(
      ['Part', 'Longest template', 'Longest result'],
      Object.entries(templateLimits).map(([part, { source, result }]) => [
        part,
        characters(source),
        characters(result),
      ]),
    ),
    '\n## Events and their built-in templates\n',
    ...autoMailEvents.map(eventText),
  ].join('');
}

function eventText(event: (typeof autoMailEvents)[number]): string {
  const { recipients, active } = autoMailEventTable[event];
  const texts = builtInTexts(event);
  const to = say('en', `autoMail.to.${recipients}`).toLowerCase();
  const shown = (['en', 'de'] as const).map(
    (locale) => `\`\`\`liquid\n${texts[locale].subject}\n\n${texts[locale].text.trimEnd()}\n\`\`\`\n`,
  );
  return `\n### ${say('en', `autoMail.${event}`)} (${say('de', `autoMail.${event}`)})\n\n\`${event}\`, ${to}, ${active ? 'on' : 'off'} until set otherwise.\n\n${shown.join('\n')}`;
}

const code = (text: string) => `\`${text}\``;
const characters = (count: number) => `${count.toLocaleString('en-GB')} characters`;
