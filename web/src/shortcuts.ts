/*
 * Every key of the page, in one table: the overview of keys shows it, and the test beside it finds keys that are missing here or that nobody listens to.
 * Keys are as `KeyboardEvent.key` names them; a blank stands between keys pressed one after another. Names are texts of the page.
 */

export const shortcuts = [
  {
    where: 'lists.keys.everywhere',
    keys: [
      { keys: ['Ctrl K'], name: 'lists.keys.palette' },
      { keys: ['/'], name: 'tickets.keys.search' },
      { keys: ['g t'], name: 'lists.keys.go.tickets' },
      { keys: ['g c'], name: 'lists.keys.go.contacts' },
      { keys: ['g i'], name: 'lists.keys.go.intake' },
      { keys: ['g o'], name: 'lists.keys.go.outbox' },
      { keys: ['g m'], name: 'lists.keys.go.mailboxes' },
      { keys: ['g h'], name: 'lists.keys.go.help' },
    ],
  },
  {
    where: 'tickets.keys.list',
    keys: [
      { keys: ['j', 'ArrowDown'], name: 'tickets.keys.next' },
      { keys: ['k', 'ArrowUp'], name: 'tickets.keys.previous' },
      { keys: ['Enter', 'o'], name: 'tickets.keys.open' },
      { keys: ['x'], name: 'tickets.keys.select' },
      { keys: ['Escape'], name: 'lists.keys.clear' },
      { keys: ['e'], name: 'lists.keys.done' },
      { keys: ['s'], name: 'lists.keys.status' },
      { keys: ['t'], name: 'lists.keys.team' },
      { keys: ['l'], name: 'lists.keys.labels' },
      { keys: ['c'], name: 'lists.keys.compose' },
      { keys: ['.'], name: 'tickets.keys.refresh' },
      { keys: ['?'], name: 'tickets.keys.help' },
    ],
  },
  {
    where: 'tickets.keys.ticket',
    keys: [
      { keys: ['r'], name: 'tickets.keys.reply' },
      { keys: ['a'], name: 'tickets.keys.replyAll' },
      { keys: ['f'], name: 'tickets.composer.forward' },
      { keys: ['n'], name: 'tickets.keys.note' },
      { keys: ['e'], name: 'lists.keys.done' },
      { keys: ['s'], name: 'lists.keys.status' },
      { keys: ['t'], name: 'lists.keys.team' },
      { keys: ['l'], name: 'lists.keys.labels' },
      { keys: ['m'], name: 'lists.keys.unread' },
      { keys: ['['], name: 'lists.keys.previousTicket' },
      { keys: [']'], name: 'lists.keys.nextTicket' },
      { keys: ['u'], name: 'tickets.keys.back' },
      { keys: ['?'], name: 'tickets.keys.help' },
    ],
  },
  {
    where: 'tickets.keys.composer',
    keys: [
      { keys: ['Ctrl Enter'], name: 'tickets.keys.send' },
      { keys: ['Escape'], name: 'tickets.keys.close' },
    ],
  },
] as const;
