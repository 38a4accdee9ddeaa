/** MAPI properties by id: the bytes of the first value and whether they are UTF-16LE text. */
export type MapiProperties = Map<number, { isUnicode: boolean; bytes: Buffer }>;

/** Reads an encapsulated property list (MS-OXTNEF §2.1.3.4); stops at the first thing that does not fit. Named properties are skipped. */
export function readMapiProperties(data: Buffer): MapiProperties {
  const found: MapiProperties = new Map();
  if (data.length < 4) return found;
  const count = Math.min(data.readUInt32LE(0), MAX_PROPERTIES);
  const at = { i: 4 };
  for (let n = 0; n < count && at.i + 4 <= data.length; n++) {
    const type = data.readUInt16LE(at.i);
    const id = data.readUInt16LE(at.i + 2);
    at.i += 4;
    if (id >= 0x8000 && !skipName(data, at)) return found;
    const value = readValue(data, at, type);
    if (!value) return found;
    if (id < 0x8000 && !found.has(id)) found.set(id, { isUnicode: (type & 0xfff) === 0x1f, bytes: value });
  }
  return found;
}

/** A message of Outlook has about 100 properties. */
const MAX_PROPERTIES = 5_000;

/** MS-OXTNEF §2.1.3.4.1: 16 bytes GUID, then a number or a name. */
function skipName(data: Buffer, at: { i: number }): boolean {
  if (at.i + 24 > data.length) return false;
  const kind = data.readUInt32LE(at.i + 16);
  const value = data.readUInt32LE(at.i + 20);
  at.i += 24;
  if (kind === 1) at.i += padded(value);
  return at.i <= data.length;
}

function readValue(data: Buffer, at: { i: number }, type: number): Buffer | null {
  const base = type & 0xfff;
  const isMultiple = (type & 0x1000) !== 0;
  const width = FIXED[base];
  if (width !== undefined && !isMultiple) return take(data, at, width);
  if (at.i + 4 > data.length) return null;
  const count = data.readUInt32LE(at.i);
  at.i += 4;
  if (width !== undefined) {
    const all = take(data, at, width * Math.min(count, data.length));
    return all?.subarray(0, width) ?? null;
  }
  if (!VARIABLE.has(base)) return null;
  let first: Buffer | null = null;
  for (let n = 0; n < count; n++) {
    if (at.i + 4 > data.length) return first;
    const length = data.readUInt32LE(at.i);
    at.i += 4;
    const value = take(data, at, length);
    if (!value) return first;
    first ??= value;
  }
  return first ?? Buffer.alloc(0);
}

/** Widths in the stream (values are padded to four bytes) of PT_I2, PT_LONG, PT_R4, PT_DOUBLE, … (MS-OXCDATA §2.11.1). */
const FIXED: Record<number, number> = {
  1: 4,
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
};

/** PT_OBJECT, PT_STRING8, PT_UNICODE, PT_BINARY. */
const VARIABLE = new Set([0x0d, 0x1e, 0x1f, 0x102]);

function take(data: Buffer, at: { i: number }, length: number): Buffer | null {
  if (at.i + length > data.length) return null;
  const value = data.subarray(at.i, at.i + length);
  at.i += padded(length);
  return value;
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}
