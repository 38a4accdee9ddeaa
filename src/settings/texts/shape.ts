/** The same keys as `T`, texts of any wording: what keeps the catalogues of two languages alike. */
export type SameShape<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameShape<T[K]> };
