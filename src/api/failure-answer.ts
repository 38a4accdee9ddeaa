import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { failureStatus, failureText } from '../desk/failure-text.ts';
import type { Desk } from '../flows/desk.ts';
import { asFailure, Failure } from '../lib/failure.ts';
import { megabytes } from '../lib/megabytes.ts';
import { databaseFailure } from '../store/transact.ts';
import type { App } from './app.ts';
import type { ErrorAnswer } from './contract/common.ts';
import { languageOf } from './language.ts';

/** Answers every failure of a request in one shape and in its language, and everything unexpected as `internal`, whose cause only the log has. */
export function answerFailures(app: App, desk: Desk): void {
  app.setErrorHandler(async (thrown: unknown, request, reply) => {
    const failure = toFailure(thrown);
    const status = failureStatus(failure.code);
    if (status >= 500) logIt(desk, request, failure, thrown);
    await answerFailure(request, reply, desk, failure, status);
  });
  app.setNotFoundHandler(async (request, reply) => {
    await answerFailure(request, reply, desk, new Failure('not-found'), 404);
  });
}

/** Sends one failure as the answer, for where no route was found that could throw it. */
export async function answerFailure(
  request: FastifyRequest,
  reply: FastifyReply,
  desk: Desk,
  failure: Failure,
  status: number,
): Promise<void> {
  const locale = await languageOf(request, desk);
  const { code, params, problems, serverReply } = failure;
  const body: ErrorAnswer = {
    error: {
      code,
      params,
      text: failureText(locale, code, params),
      ...(problems
        ? {
            problems: problems.map(({ field, problem, params: values }) => ({
              field,
              problem,
              ...(values ? { params: values } : {}),
            })),
          }
        : {}),
      ...(serverReply === undefined ? {} : { serverReply }),
    },
  };
  if (code === 'too-many-tries') reply.header('retry-after', String(params.seconds ?? 1));
  // Sent as a text of our own making: the route's schema describes its good answer.
  await reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(body));
}

/** Our failure for whatever was thrown while a request was handled. */
export function toFailure(thrown: unknown): Failure {
  const known = databaseFailure(thrown);
  if (known instanceof Failure) return known;
  const { code = '', statusCode = 500 } = (
    typeof known === 'object' && known !== null ? known : {}
  ) as Partial<FastifyError>;
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || code === 'FST_INVALID_MULTIPART_CONTENT_TYPE')
    return new Failure('unsupported-type', { cause: thrown });
  if (statusCode === 413) return new Failure('too-large', { params: { limit: limitOf(known) }, cause: thrown });
  if (statusCode >= 400 && statusCode < 500) return new Failure('malformed-request', { cause: thrown });
  return asFailure(known);
}

/** Set by routes that take files; plain requests have the limit of the server. */
function limitOf(thrown: unknown): string {
  const limit =
    typeof thrown === 'object' && thrown !== null && 'limit' in thrown ? Number(thrown.limit) : bodyLimitBytes;
  return megabytes(limit);
}

/** A text of a million characters fits, escaped as JSON in any script. */
export const bodyLimitBytes = 8 * 1_048_576;

function logIt(desk: Desk, request: FastifyRequest, failure: Failure, thrown: unknown): void {
  const fields = {
    request: request.id,
    method: request.method,
    path: request.routeOptions.url ?? '',
    code: failure.code,
    error: thrown,
  };
  if (failure.temporary) desk.log.warn(fields, 'a request could not be answered now');
  else desk.log.error(fields, 'a request failed');
}
