import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | undefined;

/**
 * Frees unreachable memory now. For moments when tens of megabytes have just become garbage outside V8's heap, which V8 counts late: the pieces of a
 * large download would otherwise still lie there while the mail is read. Takes some milliseconds; not for every mail.
 */
export function collectGarbage(): void {
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
}
