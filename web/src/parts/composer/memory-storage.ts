import { knownPerson } from '../../person.ts';

/** A Storage that lives as long as the value: for tests, and where the browser allows none. */
export function memoryStorage(): Storage {
  const values = new Map<string, string>();
  return {
    get length() {
      return values.size;
    },
    clear: () => values.clear(),
    getItem: (key) => values.get(key) ?? null,
    key: (index) => [...values.keys()][index] ?? null,
    removeItem: (key) => void values.delete(key),
    setItem: (key, value) => void values.set(key, value),
  };
}

/** What the browser keeps beyond the page for the agent who works on it, or a storage in memory if it is forbidden. */
export function pageStorage(): Storage {
  try {
    return ownStorage(globalThis.localStorage, personPrefix());
  } catch {
    return memoryStorage();
  }
}

/** The part of a storage whose names begin with the prefix, without it. */
function ownStorage(whole: Storage, prefix: string): Storage {
  const names = () =>
    Array.from({ length: whole.length }, (_, at) => whole.key(at) ?? '').filter((name) => name.startsWith(prefix));
  return {
    get length() {
      return names().length;
    },
    clear: () => {
      for (const name of names()) whole.removeItem(name);
    },
    getItem: (key) => whole.getItem(prefix + key),
    key: (index) => names()[index]?.slice(prefix.length) ?? null,
    removeItem: (key) => whole.removeItem(prefix + key),
    setItem: (key, value) => whole.setItem(prefix + key, value),
  };
}

/** What the names begin with: two agents who share a browser do not see what the other one writes. */
export function personPrefix(): string {
  return `poststelle.agent.${knownPerson()?.id ?? 0}.`;
}
