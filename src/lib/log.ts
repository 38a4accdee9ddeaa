import { type Logger, pino } from 'pino';
import { redact, redactText } from './redact.ts';

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Named values of a log line. Secrets are masked by the name of their field, so give them one (`password`, `token`, …). */
export type LogFields = Readonly<Record<string, unknown>>;

/** Where the product writes what it does. Passed in; there is no global one. */
export type Log = {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
  /** A log whose every line also carries these fields. */
  child(fields: LogFields): Log;
};

/** `write` gets whole lines with their line end. `text` is for a person at a terminal, `json` (one object a line) for everything else. */
export type LogOptions = {
  level: LogLevel;
  format: 'json' | 'text';
  write: (line: string) => void;
};

/** A log by pino. JSON lines have `level`, `time` (ISO 8601, UTC), `msg` and the fields. */
export function createLog({ level, format, write }: LogOptions): Log {
  const destination = { write: format === 'json' ? write : (line: string) => write(asText(line)) };
  const base = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  return wrap(base);
}

/** A log that says nothing, for tests and for commands whose only output is their result. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLog,
};

type PinoLog = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'isLevelEnabled'> & {
  child(fields: LogFields): PinoLog;
};

function wrap(base: PinoLog): Log {
  return {
    debug: (fields, message) => base.isLevelEnabled('debug') && base.debug(redact(fields), redactText(message)),
    info: (fields, message) => base.isLevelEnabled('info') && base.info(redact(fields), redactText(message)),
    warn: (fields, message) => base.isLevelEnabled('warn') && base.warn(redact(fields), redactText(message)),
    error: (fields, message) => base.isLevelEnabled('error') && base.error(redact(fields), redactText(message)),
    child: (fields) => wrap(base.child(redact(fields))),
  };
}

/** One JSON line as `12:03:04 INFO  message  name=value …`; stacks follow on lines of their own. */
function asText(line: string): string {
  const { level, time, msg, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const clock = new Date(String(time)).toTimeString().slice(0, 8);
  const stacks: string[] = [];
  const rest = Object.entries(fields).map(([name, value]) => `${name}=${valueText(value, stacks)}`);
  const head = `${clock} ${String(level).toUpperCase().padEnd(5)} ${printable(String(msg))}`;
  return [[head, ...rest].join('  '), ...stacks].join('\n') + '\n';
}

function valueText(value: unknown, stacks: string[]): string {
  if (typeof value === 'string') return /[\s"=]/.test(value) || value === '' ? JSON.stringify(value) : printable(value);
  if (typeof value === 'object' && value !== null && 'stack' in value && 'message' in value) {
    const { stack, name: _name, ...rest } = value as Record<string, unknown>;
    stacks.push(...String(stack).split('\n').slice(1).map(printable));
    return JSON.stringify(rest);
  }
  return JSON.stringify(value);
}

/** Control characters made visible: what a mail server says must not steer the reader's terminal. */
function printable(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, (char) =>
    JSON.stringify(char)
      .slice(1, -1)
      .replace(/^[\u007f-\u009f]$/, '?'),
  );
}
