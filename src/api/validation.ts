import type { FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';
import { Failure } from '../lib/failure.ts';
import { describeIssue, type FieldProblem } from '../settings/field.ts';

/** Checks a part of a request against its zod schema: Failure `invalid` with a problem per field, or `not-found` for a path that names nothing. */
export const validationCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  return (data: unknown) => {
    const checked = schema.safeParse(data);
    if (checked.success) return { value: checked.data };
    if (httpPart === 'params') return { error: new Failure('not-found') };
    return { error: new Failure('invalid', { problems: problemsOf(checked.error, data) }) };
  };
};

/** Every issue as a problem with the path of its field, e.g. `to.0.addr`. */
function problemsOf(error: z.ZodError, data: unknown): FieldProblem[] {
  return error.issues.map((issue) => ({
    field: issue.path.join('.'),
    ...describeIssue(issue, valueAt(data, issue.path)),
  }));
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}
