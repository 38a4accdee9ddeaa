import { modals } from '@mantine/modals';

let standing = false;
const waiting: (() => void)[] = [];

/** Opens a dialog; asked for before the page can show one, as soon as it can: the part that shows them comes after the page itself and knows of no earlier question. */
export function openDialog(dialog: Parameters<typeof modals.open>[0]): void {
  whenStanding(() => modals.open(dialog));
}

/** The same for a question with two answers. */
export function openQuestion(question: Parameters<typeof modals.openConfirmModal>[0]): void {
  whenStanding(() => modals.openConfirmModal(question));
}

/** Tells that dialogs can be shown from now on. */
export function dialogsStand(): void {
  standing = true;
  for (const open of waiting.splice(0)) open();
}

function whenStanding(open: () => void): void {
  if (standing) open();
  else waiting.push(open);
}
