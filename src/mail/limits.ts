/**
 * How much of one mail we read. Every bound on hostile input stands here, with the reason for its size;
 * what lies beyond is left unread and noted in `Message.defects`, the raw mail keeps all of it.
 */
export const LIMITS = {
  /** Fields of one header. Long relay paths with ARC sets reach about 150; 2,000 leaves room and bounds the array. */
  headerFields: 2_000,
  /** Bytes of one header field. A To of 5,000 recipients has about 300 kB; a 5 MB line is an attack. */
  headerFieldBytes: 512 * 1024,
  /** Bytes kept of one whole header. Bounds the memory of a header made of many long fields. */
  headerBytes: 4 * 1024 * 1024,
  /** Non-header lines looked at to tell a broken line from a missing blank line. A constant keeps the scan linear. */
  headerLookahead: 20,
  /** Levels of multipart inside multipart. Real mail stays below 10; forwarded chains below 30. */
  nesting: 100,
  /** Parts of one mail. A digest of 1,000 messages is the largest legitimate mail we know of. */
  parts: 2_000,
  /** Characters of a boundary. RFC 2046 §5.1.1 allows 70; some shops write longer ones. */
  boundary: 512,
  /** Searches through the rest of a mail for the boundary of a broken multipart. Real mails have one or two; each may cost a pass over all bytes. */
  boundarySearches: 20,
  /** Addresses of one field. The largest hand-kept distribution lists; bounds what is stored per ticket. */
  addresses: 5_000,
  /** Characters of a display name or a subject kept after decoding. Longer ones are no names. */
  nameCharacters: 1_000,
  subjectCharacters: 10_000,
  /** Message-IDs of References. A thread of 1,000 answers; only the last ones matter for filing. */
  messageIds: 1_000,
  /** Bytes of one Message-ID. RFC 5322 §2.1.1 lines end at 998; a database index takes no key beyond some 2,700 bytes. */
  messageIdBytes: 998,
  /** Bytes of one address. RFC 5321 §4.5.3.1.3 allows 254; for the index as above. */
  addressBytes: 1_000,
  /** Parameters of one structured field (RFC 2231 splits a long file name into at most some dozens). */
  parameters: 200,
  /** Nesting of comments in an address or a date (RFC 5322 §3.2.2 allows any). */
  commentNesting: 50,
  /** Bytes of one text part read as body. A person reads no more; logs belong into attachments. */
  bodyBytes: 8 * 1024 * 1024,
  /** Characters of text given to quote recognition and HTML conversion, whose work per character is dear. */
  quoteCharacters: 1024 * 1024,
  /** Files of one mail, what is unpacked from others included: each becomes a row and a stored content. A megabyte can hold 40,000 uuencoded ones. */
  attachments: 2_500,
  /** Attachments unpacked from one winmail.dat, and bytes it may unpack to (compressed RTF expands up to 17 times). */
  tnefAttachments: 500,
  tnefRtfBytes: 16 * 1024 * 1024,
  /** Levels of winmail.dat or uuencoded text inside one another that are opened. */
  unpacking: 3,
  /** uuencoded files cut out of one text. */
  uuencodedFiles: 100,
  /** Recipients of one delivery report. A report on a whole distribution list. */
  reportRecipients: 1_000,
  /** Characters of a diagnostic text kept. Servers quote whole policy pages. */
  diagnosticCharacters: 2_000,
  /** Characters of bounce text searched by pattern. The facts stand at the top. */
  bounceCharacters: 64 * 1024,
  /** Characters of an attachment name. File systems allow 255 bytes. */
  fileNameCharacters: 180,
  /** A file of this size is decoded apart from the rest of its mail; smaller ones are read with it in no time. */
  asideBytes: 256 * 1024,
  /** Bytes of the header of such a file, and lines that may be boundaries in its mail: far more than usual ones have. Others are read whole. */
  asideHeaderBytes: 16 * 1024,
  boundaryLines: 10_000,
  /** Notes in `defects`. The first ones tell what is wrong. */
  defects: 100,
} as const;
