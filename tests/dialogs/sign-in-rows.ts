const boxes = [
  { preventPlain: false, preventNtlm: false },
  { preventPlain: true, preventNtlm: false },
  { preventPlain: false, preventNtlm: true },
  { preventPlain: true, preventNtlm: true },
] as const;

/** The table of SPEC §4, a row for each offer: what is sent with no box ticked, preventPlain, preventNtlm, both. */
export function signInRows<Way extends string>(table: readonly (readonly [offer: string, ...ways: Way[]])[]) {
  return table.flatMap(([offer, ...ways]) => ways.map((way, index) => ({ offer, way, ...boxes[index]! })));
}
