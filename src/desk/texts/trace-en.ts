/** Why a mail went where it went: one sentence per line of a trace (`trace.<key>`) and per flag of a step (`flag.<name>`). */
export const traceEn: Record<string, string> = {};
