/** What `new Failure` takes beside its code. */
export type FailureDetail = {
  /** True: the same may work later without anybody changing anything. */
  temporary?: boolean;
  /** How long the other side asks to be left alone, in milliseconds, if it says. */
  retryAfterMs?: number | undefined;
  /** Values for the placeholders of the text in desk/failures.ts. Shown to people: never put a secret here. */
  params?: Record<string, string | number>;
  /** The settings or request field at fault. */
  field?: string;
  /** All fields at fault, when there are several: `problem` is a key `problem.<name>` of settings/texts. */
  problems?: readonly { field: string; problem: string; params?: Record<string, string | number> }[];
  /** For the log, not for the page. */
  detail?: string;
  /** What the other server said, verbatim bytes decoded as UTF-8 else Latin-1, credentials masked. */
  serverReply?: string;
  cause?: unknown;
};

/**
 * The one error class of the product: something went wrong that a person or a retry must handle.
 * `code` is a key of the table in desk/failures.ts, which gives HTTP status and text in every language.
 */
export class Failure extends Error {
  readonly code: string;
  readonly temporary: boolean;
  readonly retryAfterMs: number | undefined;
  readonly params: Record<string, string | number>;
  readonly field: string | undefined;
  readonly problems: FailureDetail['problems'];
  readonly detail: string | undefined;
  readonly serverReply: string | undefined;

  constructor(code: string, more: FailureDetail = {}) {
    super(more.detail ? `${code}: ${more.detail}` : code, { cause: more.cause });
    this.name = 'Failure';
    this.code = code;
    this.temporary = more.temporary ?? false;
    this.retryAfterMs = more.retryAfterMs;
    this.params = more.params ?? {};
    this.field = more.field;
    this.problems = more.problems;
    this.detail = more.detail;
    this.serverReply = more.serverReply;
  }
}

/** The failure itself, or any other thrown value wrapped as `internal`. */
export function asFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new Failure('internal', { detail, cause: thrown });
}
