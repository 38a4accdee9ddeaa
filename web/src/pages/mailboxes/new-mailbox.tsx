export function NewMailboxPage() {
  return null;
}
