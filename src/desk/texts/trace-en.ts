/** Why a mail went where it went: one sentence per line of a trace (`trace.<key>`) and per flag of a step (`flag.<name>`). */
export const traceEn: Record<string, string> = {
  'trace.sameMail': 'The same mail (same Message-ID, same content) is already filed; it makes no second step.',
  'trace.ownMailBack': 'Poststelle sent this mail itself; it already is a step of the ticket.',
  'trace.ownMailUnknown': 'Poststelle sent this mail itself (a test mail or a notice to agents); it makes no ticket.',
  'trace.ownAddress': 'The sender {{address}} is one of our own addresses: no automatic answer, no new user.',
  'trace.bounce': 'A delivery failure report: filed, but never answered.',
  'trace.autoSubmitted': 'A machine wrote it (Auto-Submitted: {{value}}): filed, but never answered.',
  'trace.list': 'It came through a mailing list: filed, but never answered automatically.',
  'trace.automatic': 'It bears the signs of automatic mail: filed, but never answered.',
  'trace.signedMessageId': 'It answers a mail of this ticket, recognised by our signed Message-ID {{id}}.',
  'trace.knownMessageId': 'It belongs to a mail of this ticket, recognised by the Message-ID {{id}}.',
  'trace.reference': 'The subject names the ticket reference {{reference}}, and the check letters fit.',
  'trace.referenceWrong':
    'The subject names {{reference}}, but the check letters do not fit; the reference does not count.',
  'trace.referenceUnknown': 'The subject names {{reference}}, but there is no such ticket.',
  'trace.unknownSender': '{{address}} has never been part of this ticket; the step is flagged.',
  'trace.nobodyKnown': 'The mail names no sender; the step is flagged.',
  'trace.nobodyKnownNew': 'The mail names no sender; a new ticket that points to this one is made.',
  'trace.ownedByOther':
    'It was fetched from the mailbox “{{fetched}}” but names {{address}} first, and so belongs to the mailbox “{{mailbox}}”, whose rules hold.',
  'trace.replyAddress': 'It went to {{address}}, the reply address of this ticket, signed by us.',
  'trace.mergedTicket': 'The ticket {{from}} was merged into {{to}}; the mail goes there.',
  'trace.unknownSenderNew': '{{address}} has never been part of this ticket; a new one that points to it is made.',
  'trace.appended': 'The mail becomes the next step of the ticket.',
  'trace.appendedClosed': 'The ticket is closed and stays so; the automatic mail is only appended.',
  'trace.reopened': 'The ticket was done; the reply came within {{days}} days and opens it again.',
  'trace.lateReply': 'The ticket has been done for more than {{days}} days; a new one that points to it is made.',
  'trace.lockedTicket': 'The ticket is locked; a new one that points to it is made.',
  'trace.senderMissing': 'The mail names no usable sender.',
  'trace.contactKnown': 'The sender {{address}} belongs to the user {{name}}.',
  'trace.contactNew': 'The sender {{address}} is new and is added as a user.',
  'trace.contactAutomatic': 'The sender {{address}} is unknown; automatic mail adds no user.',
  'trace.noNewTickets': 'The mailbox “{{mailbox}}” makes no new tickets; the mail stays in the intake log.',
  'trace.anyway': '{{by}} had it made a ticket all the same.',
  'trace.replyStatus': 'The mailbox “{{mailbox}}” gives tickets the status “{{en}}” when a reply arrives.',
  'trace.replyStatusMisfit':
    'The status “{{en}}” that the mailbox “{{mailbox}}” gives when a reply arrives does not fit this ticket (inquiry or order); it keeps its own.',
  'trace.replyStatusGone':
    'The status that the mailbox “{{mailbox}}” should give when a reply arrives no longer exists; the ticket keeps its own.',
  'trace.contactUnknown':
    'The sender {{address}} is unknown, and the mailbox does not create unknown senders as users.',
  'trace.contactFallback': 'The ticket is therefore created for the ticket user {{name}}; answers go to the sender.',
  'trace.contactFallbackGone': 'The ticket user for unknown senders no longer exists; the ticket has no user.',
  'trace.customerKnown': 'The domain {{domain}} belongs to the location/customer {{name}}.',
  'trace.customerNew': 'The domain {{domain}} is new and becomes a location/customer.',
  'trace.customerFreemail':
    'The domain {{domain}} is on the list of freemail providers; it becomes no location/customer.',
  'trace.customerFallback': 'The location/customer is that of the ticket user.',
  'trace.category': 'The mailbox “{{mailbox}}” gives new tickets the category “{{category}}”.',
  'trace.categoryGone': 'The category of the mailbox “{{mailbox}}” no longer exists; the ticket has none.',
  'trace.inquiry': 'Neither the mailbox “{{mailbox}}” nor a category names a team; the ticket is an inquiry.',
  'trace.team': 'The mailbox “{{mailbox}}” gives new tickets to the team “{{team}}” at once, as orders.',
  'trace.teamOfCategory': 'The category “{{category}}” gives the ticket to the team “{{team}}” at once, as an order.',
  'trace.teamGone': 'The team of the mailbox “{{mailbox}}” no longer exists.',
  'trace.priority': 'The priority comes from the mailbox “{{mailbox}}”.',
  'trace.priorityOfCustomer': 'The priority comes from the location/customer {{name}}.',
  'trace.labels': 'The mailbox “{{mailbox}}” assigns: {{labels}}.',
  'trace.labelsGone': 'The labels of the mailbox “{{mailbox}}” no longer exist.',
  'trace.newStatus': 'The mailbox “{{mailbox}}” gives new tickets the status “{{en}}”.',
  'trace.newStatusMisfit':
    'The status “{{en}}” that the mailbox “{{mailbox}}” gives new tickets does not fit (inquiry or order); it starts with the first one that does.',
  'trace.newStatusGone':
    'The status that the mailbox “{{mailbox}}” should give new tickets no longer exists; it starts with the first one that fits.',
  'trace.newTicket': 'It belongs to no existing ticket; a new one was made.',
  'trace.newTicketLinked': 'A new ticket was made and linked to the other one.',
  'trace.reportForeign':
    'A report about a mail that did not come from here; it stays in the intake log and makes no ticket.',
  'trace.reportByEnvelopeId': 'The report names the envelope id (ENVID) of a mail that was sent here.',
  'trace.reportByMessageId': 'The report names the Message-ID of a mail that was sent here.',
  'trace.reportByReference':
    'The report brings the subject of a mail with the ticket reference {{reference}}, and the check letters fit.',
  'trace.reportByRecipient': 'The report names no id; a mail that fits was sent to {{address}} within the last days.',
  'trace.reportWithoutTicket': 'That mail belongs to no ticket; the report is noted in the outbox and at the address.',
  'trace.report_bounce':
    'Undeliverable to {{address}} (status {{status}}): becomes a step of the ticket, whose status stays.',
  'trace.report_softBounce':
    'Delivery to {{address}} was given up (status {{status}}) for a reason that may pass: becomes a step of the ticket.',
  'trace.report_delayed': 'Delivery to {{address}} is delayed (status {{status}}): becomes a quiet step of the ticket.',
  'trace.report_delivered': 'The mail to {{address}} was delivered or passed on: becomes a quiet step of the ticket.',
  'trace.report_read': 'Read receipt of {{address}}: becomes a quiet step of the ticket.',
  'trace.report_deleted': '{{address}} deleted the mail unread: becomes a quiet step of the ticket.',
  'trace.report_complaint':
    '{{address}} reported the mail as unwanted: becomes a step of the ticket, and nothing is sent there automatically any more.',
  'trace.bundled':
    'Sender and subject equal those of a mail of the same or the preceding run of the mailbox “{{mailbox}}”: it becomes a further step of the same order.',
  'trace.bundleInquiry':
    'A mail like this came shortly before, but its ticket is still an inquiry; only orders are bundled.',
  'trace.bundleDone': 'A mail like this came shortly before, but its order is done already; a new one is made.',
  'flag.bounce': 'The mail did not arrive and never will. Please check the address.',
  'flag.softBounce': 'Delivery was given up for a reason that may pass. Send the answer again later.',
  'flag.complaint': 'The recipient reported this mail to their provider as unwanted.',
  'flag.unknownSender': 'The sender has never been part of this ticket. Please check whether they belong here.',
};
