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

/** The browser's storage that outlives the page, or one in memory if it is forbidden. */
export function pageStorage(): Storage {
  try {
    return globalThis.localStorage;
  } catch {
    return memoryStorage();
  }
}
