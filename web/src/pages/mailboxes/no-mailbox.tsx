export function NoMailboxChosen() {
  return null;
}
