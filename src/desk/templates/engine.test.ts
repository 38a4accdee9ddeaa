import { describe, expect, test } from 'vitest';
import { autoMailEvents, autoMailEventTable } from '../auto-mail-events.ts';
import { builtInTexts } from './built-in.ts';
import { checkTemplate, fillTemplate, type TemplateText } from './engine.ts';
import { placeholders, placeholdersOf, sampleValues } from './vocabulary.ts';

const written = (text: string, more: Partial<TemplateText> = {}): TemplateText => ({
  subject: 'x',
  text,
  html: '',
  ...more,
});
const problems = (text: string) => checkTemplate('ticket', written(text));
const filled = (text: string, values = sampleValues('de')) => fillTemplate('ticket', written(text), values).text;

describe('what a template may say', () => {
  test('German and English names mean the same', () => {
    for (const { de, en, kinds } of placeholders) {
      const kind = kinds[0];
      const both = fillTemplate(kind, written(`{{ ${de} }}|{{ ${en} }}`), sampleValues('de')).text.split('|');
      expect(both[0]).toBe(both[1]);
      expect(both[0]).not.toBe('');
    }
  });

  test('conditions take an empty value for a no', () => {
    const text = '{% if team.name %}bei {{ ressource.name }}{% elsif agent.name %}?{% else %}ohne{% endif %}';
    expect(filled(text)).toBe('bei Kundendienst');
    expect(filled(text, {})).toBe('ohne');
    expect(filled('{% unless team.name %}ohne{% endunless %}', {})).toBe('ohne');
    expect(filled('{% case ticket.nummer %}{% when "500" %}ja{% else %}nein{% endcase %}')).toBe('ja');
  });

  test('filters have German and English names', () => {
    expect(filled('{{ team.name | sonst: "–" }}{{ team.name | default: "–" }}', {})).toBe('––');
    expect(filled('{{ ticket.betreff | kürzen: 8 }}|{{ ticket.subject | truncate: 8 }}')).toBe('Drucker…|Drucker…');
    expect(filled('{{ ticket.priority | groß }}{{ ticket.priority | downcase }}')).toBe('NORMALnormal');
    expect(filled('{{ mail.start | zeilen: 1 }}')).toBe('Guten Tag,');
  });

  test('a comment is not in the mail, raw braces are', () => {
    expect(filled('{% comment %}{{ ticket.subject }}{% endcomment %}{% raw %}{{ x }}{% endraw %}')).toBe('{{ x }}');
  });

  test('names typed with a combining diaeresis are the same names', () => {
    expect(problems('{{ ticket.priorita\u0308t }}')).toEqual([]);
    expect(filled('{{ ticket.priorita\u0308t }}')).toBe('Normal');
  });
});

describe('the editor names the place', () => {
  test.each([
    ['ok\n  {{ ticket.numer }}', 'template-placeholder', { name: 'ticket.numer', line: 2, column: 6 }],
    ['{{ subject }}', 'template-placeholder', { name: 'subject', line: 1, column: 4 }],
    ['{% if tikket.x %}{% endif %}', 'template-placeholder', { name: 'tikket.x', line: 1, column: 7 }],
    ['{{ team.name | default: agent.nam }}', 'template-placeholder', { name: 'agent.nam', line: 1, column: 25 }],
    ['{{ mailbox.error }}', 'template-placeholder', { name: 'mailbox.error', line: 1, column: 4 }],
    ['a\n{{ ticket.subject | shout }}', 'template-filter', { name: 'shout', line: 2, column: 21 }],
    ['\n\n{% for x in y %}{% endfor %}', 'template-tag', { name: 'for', line: 3, column: 1 }],
    ['a {% endif %}', 'template-tag', { name: 'endif', line: 1, column: 3 }],
    ['a {{ ticket.subject', 'template-open', { line: 1, column: 3 }],
    ['a {% if ticket.subject %}', 'template-open', { line: 1, column: 3 }],
    ['{{ }}', 'template-syntax', { line: 1, column: 4 }],
    ['{% if ticket.subject = "x" %}{% endif %}', 'template-syntax', { line: 1, column: 23 }],
  ])('%j', (text, problem, params) => {
    expect(problems(text)).toEqual([{ field: 'text', problem, params }]);
  });

  test('every unknown placeholder is named, in every part', () => {
    const template = { subject: '{{ a.b }}', text: '{{ c.d }}{{ e.f }}', html: '<p>{{ g.h }}</p>' };
    expect(checkTemplate('ticket', template).map(({ field, params }) => [field, params.name])).toEqual([
      ['subject', 'a.b'],
      ['text', 'c.d'],
      ['text', 'e.f'],
      ['html', 'g.h'],
    ]);
  });

  test('a mistake under a condition that does not hold is found', () => {
    expect(problems('{% if team.name == "never" %}{{ x.y }}{% endif %}')).toHaveLength(1);
  });

  test('subject and text are needed, HTML is not', () => {
    expect(checkTemplate('ticket', { subject: ' ', text: '', html: '' })).toEqual([
      { field: 'subject', problem: 'required', params: {} },
      { field: 'text', problem: 'required', params: {} },
    ]);
  });
});

describe('hostile templates', () => {
  test.each([
    '{{ ticket.constructor }}',
    '{{ ticket.__proto__ }}',
    '{{ ticket.subject.size }}',
    '{{ ticket["constructor"]["constructor"] }}',
    '{{ ticket[mail.subject] }}',
    '{{ ["ticket.subject"] }}',
    '{{ ticket.subject | raw }}',
    '{{ ticket.subject | replace: "a", "aaaaaaaaaa" }}',
    '{% assign x = ticket.subject %}',
    '{% capture x %}{% endcapture %}',
    '{% include "/etc/passwd" %}',
    '{% render "x" %}',
    '{% layout "x" %}',
    '{% for i in (1..100000000) %}x{% endfor %}',
    '{% tablerow i in (1..100000000) %}x{% endtablerow %}',
    '{%- liquid echo ticket.foo -%}',
    '{{ (1..1000000000) }}',
    `${'{% if ticket.subject %}'.repeat(20_000)}x`,
    `{{ ${'"x" | default: '.repeat(2_000)}"y" | nope }}`,
    'x'.repeat(50_001),
  ])('%.60s is refused at once', (text) => {
    const begun = performance.now();
    expect(problems(text)).toHaveLength(1);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  test('a template cannot grow beyond all measure', () => {
    const values = { 'mail.start': 'x'.repeat(2_000) };
    const begun = performance.now();
    expect(() => filled('{{ mail.start }}'.repeat(3_000), values)).toThrow('template-failed');
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  test('values are text: they neither add markup nor are templates themselves', () => {
    const value = '<script>alert(1)</script>{{ ticket.number }}\n"quoted"';
    const template = written('{{ mail.start }}', { html: '<p title="{{ mail.start }}">{{ mail.start }}</p>' });
    const { text, html } = fillTemplate('ticket', template, { 'mail.start': value, 'ticket.number': '5' });
    expect(text).toBe(value);
    expect(html).toBe(
      '<p title="&lt;script&gt;alert(1)&lt;/script&gt;{{ ticket.number }}<br>\n&quot;quoted&quot;">&lt;script&gt;alert(1)&lt;/script&gt;{{ ticket.number }}<br>\n&quot;quoted&quot;</p>',
    );
  });

  test('a value cannot end the subject', () => {
    const template = { subject: ' {{ ticket.subject }}\nX: y ', text: 'x', html: '' };
    const { subject } = fillTemplate('ticket', template, { 'ticket.subject': 'a\r\nBcc: b@x.example\u2028c\u0000' });
    expect(subject).toBe('a Bcc: b@x.example c X: y');
    expect(fillTemplate('ticket', template, { 'ticket.subject': 'x'.repeat(5_000) }).subject).toHaveLength(500);
  });

  test('the prototype of the values is out of reach when filling in, too', () => {
    expect(() => filled('{{ ticket.toString }}')).toThrow('template-failed');
  });
});

describe('built-in templates', () => {
  test.each(autoMailEvents)('%s is without mistakes and says all it names, in both languages', (event) => {
    const { kind } = autoMailEventTable[event];
    for (const locale of ['de', 'en'] as const) {
      const template = builtInTexts(event)[locale];
      expect(checkTemplate(kind, template)).toEqual([]);
      const { subject, text } = fillTemplate(kind, template, sampleValues(locale));
      expect(subject).not.toMatch(/[{}]/);
      expect(text).not.toMatch(/[{}]|\n{4}/);
      const used = [...`${template.subject} ${template.text}`.matchAll(/\{\{ ([\p{L}.]+)/gu)].map(([, name]) => name);
      const names = placeholdersOf(kind).map((one) => one[locale]);
      expect(used.filter((name) => !names.includes(name ?? ''))).toEqual([]);
    }
  });

  test('what goes outside repeats nothing of the mail: a forged sender gets no text delivered', () => {
    for (const event of autoMailEvents.filter((one) => autoMailEventTable[one].recipients === 'user')) {
      for (const { text } of Object.values(builtInTexts(event))) expect(text).not.toMatch(/mail\./);
    }
  });
});
