export type { SameShape } from '../../../src/settings/texts/shape.ts';
