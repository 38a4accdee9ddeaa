import type { de } from './de/index.ts';

// Keys are typed from the German catalogue: a text that does not exist is a type error.
declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof de };
    returnNull: false;
  }
}
