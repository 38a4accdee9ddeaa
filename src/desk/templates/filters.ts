/** What may follow a placeholder after `|`. `run` gets the value and the filter's argument as written; what it gives is never much longer than both. */
export type TemplateFilter = {
  names: readonly string[];
  about: { de: string; en: string };
  example: string;
  run(value: string, argument: unknown): string;
};

/** All filters. Those that could multiply text (Liquid's `replace`, `split` and `join`) and the one that switches escaping off are left out on purpose. */
export const templateFilters: readonly TemplateFilter[] = [
  {
    names: ['default', 'sonst'],
    about: {
      de: 'Was stattdessen steht, wenn der Wert leer ist',
      en: 'What stands there instead if the value is empty',
    },
    example: '{{ team.name | default: "–" }}',
    run: (value, argument) => (value === '' ? asText(argument) : value),
  },
  {
    names: ['upcase', 'groß'],
    about: { de: 'In Großbuchstaben', en: 'In capitals' },
    example: '{{ ticket.priority | upcase }}',
    run: (value) => value.toUpperCase(),
  },
  {
    names: ['downcase', 'klein'],
    about: { de: 'In Kleinbuchstaben', en: 'In small letters' },
    example: '{{ ticket.status | downcase }}',
    run: (value) => value.toLowerCase(),
  },
  {
    names: ['truncate', 'kürzen'],
    about: { de: 'Höchstens so viele Zeichen, dann „…“', en: 'At most so many characters, then “…”' },
    example: '{{ ticket.subject | truncate: 40 }}',
    run: (value, argument) => truncated(value, whole(argument, 50)),
  },
  {
    names: ['lines', 'zeilen'],
    about: { de: 'Höchstens so viele Zeilen', en: 'At most so many lines' },
    example: '{{ mail.start | lines: 5 }}',
    run: (value, argument) => value.split('\n').slice(0, whole(argument, 5)).join('\n'),
  },
];

/** What may stand between `{%` and `%}`. Loops, variables and files are left out: a mail needs none, and each can be abused. */
export const templateTags: readonly { names: readonly string[]; about: { de: string; en: string }; example: string }[] =
  [
    {
      names: ['if', 'elsif', 'else', 'endif'],
      about: {
        de: 'Nur unter einer Bedingung; ein leerer Wert zählt als „nein“',
        en: 'Only under a condition; an empty value counts as “no”',
      },
      example: '{% if team.name %}{{ team.name }}{% else %}–{% endif %}',
    },
    {
      names: ['unless', 'endunless'],
      about: { de: 'Nur wenn eine Bedingung nicht gilt', en: 'Only if a condition does not hold' },
      example: '{% unless agent.name %}…{% endunless %}',
    },
    {
      names: ['case', 'when', 'endcase'],
      about: { de: 'Eines von mehreren', en: 'One of several' },
      example: '{% case ticket.number %}{% when "1" %}…{% else %}…{% endcase %}',
    },
    {
      names: ['comment', 'endcomment'],
      about: { de: 'Eine Bemerkung, die nicht in der E-Mail steht', en: 'A remark that is not in the mail' },
      example: '{% comment %}…{% endcomment %}',
    },
    {
      names: ['raw', 'endraw'],
      about: { de: 'Geschweifte Klammern als Text', en: 'Braces as text' },
      example: '{% raw %}{{ }}{% endraw %}',
    },
  ];

function truncated(value: string, length: number): string {
  const characters = Array.from(value);
  return characters.length <= length ? value : `${characters.slice(0, Math.max(0, length - 1)).join('')}…`;
}

const asText = (argument: unknown) =>
  typeof argument === 'string' || typeof argument === 'number' ? String(argument) : '';

function whole(argument: unknown, otherwise: number): number {
  const number = typeof argument === 'number' ? argument : Number.parseInt(asText(argument), 10);
  return Number.isFinite(number) ? Math.max(0, Math.trunc(number)) : otherwise;
}
