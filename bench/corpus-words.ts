/** Random numbers from 0 to below 1 by mulberry32: small, quick and the same on every machine. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state | 0) + 0x6d2b79f5;
    state |= 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Who writes. */
export type Person = { name: string; addr: string };

/** 100 senders at 20 domains. */
export const people: readonly Person[] = makePeople();

/** 4,000 words; the first ones are drawn most often. */
const vocabulary: readonly string[] = makeVocabulary();

/** A word, frequent ones more often (after Zipf). */
export function word(random: () => number): string {
  const rank = Math.floor(vocabulary.length ** random()) - 1;
  return vocabulary[Math.min(vocabulary.length - 1, rank)] ?? '';
}

/** Six to seventeen words with a capital and a full stop. */
export function sentence(random: () => number): string {
  const count = 6 + Math.floor(random() * 12);
  const text = Array.from({ length: count }, () => word(random)).join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function makeVocabulary(): string[] {
  // Its own seed: words are the same whatever the seed of the corpus.
  const random = randomNumbers(424_242);
  const syllables = (
    'ba ker lo mi tan re so vel nu dra fi gon hal ir jo ku lan mer nor op pas qui ros sta tur ul ver wis xa yor zel ber ' +
    'cho den eis fram grü hö äm straß'
  ).split(' ');
  const words = new Set<string>();
  while (words.size < 4000) {
    const count = 2 + Math.floor(random() * 3);
    words.add(Array.from({ length: count }, () => syllables[Math.floor(random() * syllables.length)]).join(''));
  }
  const common = (
    'the printer invoice account password network server please help with error when login order delivery customer problem ' +
    'and for not after update screen since yesterday our office cannot open file mail message'
  ).split(' ');
  return [...common, ...[...words].slice(common.length)];
}

function makePeople(): Person[] {
  const first =
    'Anna Bernd Carla David Eva Frank Greta Hannes Ines Jörg Karin Lars Maria Nils Olga Peter Quirin Rosa Stefan Tina'.split(
      ' ',
    );
  const last = ['Müller', 'Schmidt', 'Weber', 'Keller', 'Fischer'];
  const made: Person[] = [];
  for (let domain = 0; domain < 20; domain++)
    for (let user = 0; user < 5; user++)
      made.push({
        name: `${first[(domain * 5 + user) % 20]} ${last[(domain + user) % 5]}`,
        addr: `user${user + 1}@customer${String(domain + 1).padStart(2, '0')}.test`,
      });
  return made;
}
