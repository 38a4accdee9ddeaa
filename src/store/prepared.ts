import type { Compilable, CompiledQuery, QueryResult } from 'kysely';
import type { Db } from './schema.ts';

/** Runs a prepared query on a database or in a transaction. */
export type Prepared<P, R> = (db: Db, values: P) => Promise<QueryResult<R>>;

/**
 * A query that is built once for each open database and from then on only filled in, for what runs with every mail: building one costs more than
 * running it. While it is built each of `values` is an object that stands for what a call gives under this name; `build` must not look into them, and
 * every call must give the same names.
 */
export function prepared<P extends object, R>(build: (db: Db, values: P) => Compilable<R>): Prepared<P, R> {
  const templates = new WeakMap<object, Template>();
  return (db, values) => {
    // The same in all transactions of a database.
    const key = db.getExecutor().adapter;
    let template = templates.get(key);
    if (!template) {
      template = templateOf((slots: P) => build(db, slots).compile(), values);
      templates.set(key, template);
    }
    const { query, names } = template;
    const parameters = names.map((name, index) =>
      name === null ? query.parameters[index] : (values as Record<string, unknown>)[name],
    );
    return db.executeQuery<R>({ ...query, parameters });
  };
}

/** A built query, and for each of its parameters the name of the value that it takes; null for one that is always the same. */
type Template = { query: CompiledQuery; names: (string | null)[] };

function templateOf<P extends object>(compile: (slots: P) => CompiledQuery, values: P): Template {
  const slots = new Map<unknown, string>(Object.keys(values).map((name) => [{ slot: name }, name]));
  const query = compile(Object.fromEntries([...slots].map(([slot, name]) => [name, slot])) as P);
  return { query, names: query.parameters.map((parameter) => slots.get(parameter) ?? null) };
}
