/** What became of one recipient of a sent mail. `status` is the enhanced code (RFC 3463) if given, `reply` the server's words verbatim. */
export type Outcome = {
  address: string;
  result: 'sent' | 'deferred' | 'failed';
  code: number | null;
  status: string | null;
  reply: string | null;
};
