/** The two databases the product runs on. */
export type Dialect = 'sqlite' | 'postgres';
