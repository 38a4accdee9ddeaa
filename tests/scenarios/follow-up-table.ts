/*
 * Which ticket an answer finds (SPEC §3.6, §3.7), by mail program, what became of the subject and of the thread, who writes, and how the ticket stands.
 *
 * Subject: `{sent}` is ours as it left, tag included; `{plain}` the same without tag; `{tag}`, `{ref}`, `{number}`, `{letters}` its parts; `{wrong}` a
 * reference with wrong letters, `{other}` the tag of another open ticket, `{gone}` fitting letters of a ticket that does not exist.
 * Encoded as: plain 7 bit or UTF-8, `base64` and `q` whole (RFC 2047), `cut` into words that end inside characters, `half` encoded, `folded` at every blank.
 * Thread: `reply` In-Reply-To and References with our signed id, `refs` or `irt` one of them, `first` only the customer's own first mail, `address` our reply
 * address in To, `forged` an id like ours with a wrong signature, `foreign` ids nobody knows, `lost` nothing.
 */
export const followUps = `
program              | subject                                  | as     | thread  | sender    | ticket   | outcome         | by

Outlook, German      | AW: {sent}                               | plain  | reply   | customer  | open     | joins           | signedMessageId
Outlook, English     | RE: {sent}                               | plain  | reply   | customer  | open     | joins           | signedMessageId
Outlook, forwarding  | WG: {sent}                               | plain  | refs    | customer  | open     | joins           | signedMessageId
Outlook for Android  | AW: {sent}                               | base64 | irt     | customer  | open     | joins           | signedMessageId
Thunderbird          | Re: {sent}                               | folded | reply   | customer  | open     | joins           | signedMessageId
Gmail                | Re: {sent}                               | base64 | reply   | customer  | open     | joins           | signedMessageId
Apple Mail           | Re: {sent}                               | q      | reply   | customer  | open     | joins           | signedMessageId
iPhone, new subject  | Noch etwas                               | plain  | reply   | customer  | open     | joins           | signedMessageId
no subject at all    |                                          | plain  | reply   | customer  | open     | joins           | signedMessageId
answers own mail     | Re: {plain}                              | plain  | first   | customer  | open     | joins           | knownMessageId
PS without tag       | Fwd: {plain}                             | plain  | first   | customer  | open     | joins           | knownMessageId
address book         | Hallo                                    | plain  | address | customer  | open     | joins           | replyAddress
Notes, own ids       | Antwort: {sent}                          | plain  | foreign | customer  | open     | joins           | reference
forged signature     | Re: {plain}                              | plain  | forged  | customer  | open     | new             |
forged, tag is right | Re: {sent}                               | plain  | forged  | customer  | open     | joins           | reference

GMX                  | Aw: {sent}                               | plain  | lost    | customer  | open     | joins           | reference
web.de               | Aw: Aw: {sent}                           | base64 | lost    | customer  | open     | joins           | reference
T-Online             | AW: Re: {sent}                           | q      | lost    | customer  | open     | joins           | reference
Notes, German        | Antwort: Re: {sent}                      | folded | lost    | customer  | open     | joins           | reference
Exchange banner      | AW: [EXTERN] {sent}                      | plain  | lost    | customer  | open     | joins           | reference
Exchange banner 2    | [EXT] WG: [EXTERN] {sent}                | half   | lost    | customer  | open     | joins           | reference
spam gateway         | ***SPAM*** Re: {sent}                    | plain  | lost    | customer  | open     | joins           | reference
list tag             | [Einkauf] Re: {sent}                     | plain  | lost    | customer  | open     | joins           | reference
French               | RÉP : {sent}                             | plain  | lost    | customer  | open     | joins           | reference
French, forwarding   | TR : {sent}                              | q      | lost    | customer  | open     | joins           | reference
Swedish              | SV: {sent}                               | plain  | lost    | customer  | open     | joins           | reference
Italian              | R: I: {sent}                             | plain  | lost    | customer  | open     | joins           | reference
Polish               | Odp: {sent}                              | cut    | lost    | customer  | open     | joins           | reference
Dutch                | Antw: {sent}                             | plain  | lost    | customer  | open     | joins           | reference
Chinese              | 回复：{sent}                             | base64 | lost    | customer  | open     | joins           | reference
Japanese             | 返信: {sent}                             | cut    | lost    | customer  | open     | joins           | reference
Russian              | Отв: {sent}                              | cut    | lost    | customer  | open     | joins           | reference
umlauts before it    | AW: Prüfung der Änderung für Müller {tag} | cut   | lost    | customer  | open     | joins           | reference
half encoded         | AW: Rückfrage über {tag}                 | half   | lost    | customer  | open     | joins           | reference
emoji                | Re: 🙂 {sent}                            | cut    | lost    | customer  | open     | joins           | reference
counted prefix       | Re[3]: {sent}                            | plain  | lost    | customer  | open     | joins           | reference
tag in front         | {tag} Eine Frage                         | plain  | lost    | customer  | open     | joins           | reference
wrapped              | [Fwd: {sent}]                            | plain  | lost    | customer  | open     | joins           | reference

lower case           | re: ticketid {ref:lower}                 | plain  | lost    | customer  | open     | joins           | reference
upper case           | RE: [TICKETID {ref}]                     | plain  | lost    | customer  | open     | joins           | reference
no brackets          | Frage zu TicketID {ref}, bitte           | plain  | lost    | customer  | open     | joins           | reference
round brackets       | Frage (TicketID {ref})                   | plain  | lost    | customer  | open     | joins           | reference
one bracket lost     | Re: Eine Frage [TicketID {ref}           | plain  | lost    | customer  | open     | joins           | reference
colon                | TicketID: {ref}                          | plain  | lost    | customer  | open     | joins           | reference
hash                 | TicketID #{ref}                          | plain  | lost    | customer  | open     | joins           | reference
no blank             | [TicketID{ref}]                          | plain  | lost    | customer  | open     | joins           | reference
doubled blanks       | Re:   [TicketID    {ref}]                | plain  | lost    | customer  | open     | joins           | reference
tab                  | Re: [TicketID\\t{ref}]                    | plain  | lost    | customer  | open     | joins           | reference
hard blank           | Re: [TicketID\\u00a0{ref}]                | plain  | lost    | customer  | open     | joins           | reference
underscores          | Re:_Eine_Frage_[TicketID_{ref}]          | plain  | lost    | customer  | open     | joins           | reference
blank inside         | Re: [TicketID {number} {letters}]        | plain  | lost    | customer  | open     | joins           | reference
blank in the word    | Re: [Ticke tID {ref}]                    | plain  | lost    | customer  | open     | joins           | reference
soft hyphen          | Re: [Ticket\\u00adID {ref}]               | plain  | lost    | customer  | open     | joins           | reference
full width           | Re: ［{wide}］                           | base64 | lost    | customer  | open     | joins           | reference
further keyword      | Re: [Vorgang {ref}]                      | plain  | lost    | customer  | open     | joins           | reference
further, two words   | Re: Case  No {ref}                       | plain  | lost    | customer  | open     | joins           | reference
leading zeros        | Re: [TicketID 00{ref}]                   | plain  | lost    | customer  | open     | joins           | reference
twice the same       | Re: {tag} {tag}                          | plain  | lost    | customer  | open     | joins           | reference
two tickets          | Re: {other} Eine Frage {tag}             | plain  | lost    | customer  | open     | joins           | reference
wrong, then right    | Re: [TicketID {wrong}] {tag}             | plain  | lost    | customer  | open     | joins           | reference

wrong letters        | Re: [TicketID {wrong}]                   | plain  | lost    | customer  | open     | new             | referenceWrong
letters missing      | Re: Eine Frage [TicketID {number}]       | plain  | lost    | customer  | open     | new             |
cut off              | Re: Eine Frage [TicketID {number}{two}   | plain  | lost    | customer  | open     | new             |
one letter too many  | Re: [TicketID {ref}X]                    | plain  | lost    | customer  | open     | new             |
no such ticket       | Re: {gone}                               | plain  | lost    | customer  | open     | new             | referenceUnknown
no keyword           | Re: [{ref}]                              | plain  | lost    | customer  | open     | new             |
foreign keyword      | Re: [Anfrage {ref}]                      | plain  | lost    | customer  | open     | new             |
part of a word       | MeineTicketID {ref}                      | plain  | lost    | customer  | open     | new             |
tag lost             | Re: {plain}                              | plain  | lost    | customer  | open     | new             |
Kelvin for K         | Re: [TicketID {number}O\\u212aZ]          | plain  | lost    | customer  | open     | new             | referenceWrong
wrong, ids are right | Re: [TicketID {wrong}]                   | plain  | reply   | customer  | open     | joins           | signedMessageId
other tag, own ids   | Re: {other}                              | plain  | reply   | customer  | open     | joins           | signedMessageId
other tag, first id  | Re: {other}                              | plain  | first   | customer  | open     | joins           | knownMessageId
other tag, address   | Re: {other}                              | plain  | address | customer  | open     | joins           | replyAddress

Outlook              | AW: {sent}                               | plain  | reply   | colleague | open     | joins           | signedMessageId
GMX                  | Aw: {sent}                               | plain  | lost    | colleague | open     | joins           | reference
private address      | Re: {sent}                               | plain  | lost    | second    | open     | joins           | reference
subdomain            | Re: {sent}                               | plain  | lost    | subdomain | open     | joins flagged   | reference
Outlook              | AW: {sent}                               | plain  | reply   | stranger  | open     | joins flagged   | signedMessageId
answers own mail     | Re: {plain}                              | plain  | first   | stranger  | open     | joins flagged   | knownMessageId
address book         | Hallo                                    | plain  | address | stranger  | open     | joins flagged   | replyAddress
GMX                  | Aw: {sent}                               | plain  | lost    | stranger  | open     | joins flagged   | reference
no sender            | Re: {sent}                               | plain  | lost    | nobody    | open     | joins flagged   | reference
wrong letters        | Re: [TicketID {wrong}]                   | plain  | lost    | stranger  | open     | new             | referenceWrong
absence note         | Abwesend: {sent}                         | plain  | reply   | robot     | open     | joins           | signedMessageId
absence note, lost   | Abwesend: {sent}                         | plain  | lost    | robot     | open     | joins flagged   | reference

Outlook              | AW: {sent}                               | plain  | reply   | customer  | recent   | reopens         | signedMessageId
GMX                  | Aw: {sent}                               | plain  | lost    | customer  | recent   | reopens         | reference
answers own mail     | Re: {plain}                              | plain  | first   | colleague | recent   | reopens         | knownMessageId
address book         | Hallo                                    | plain  | address | customer  | recent   | reopens         | replyAddress
GMX                  | Aw: {sent}                               | plain  | lost    | stranger  | recent   | reopens flagged | reference
absence note         | Abwesend: {sent}                         | plain  | reply   | robot     | recent   | joins           | signedMessageId
Outlook              | AW: {sent}                               | plain  | reply   | customer  | late     | linked          | signedMessageId
GMX                  | Aw: {sent}                               | cut    | lost    | customer  | late     | linked          | reference
Thunderbird          | Re: {plain}                              | folded | first   | customer  | late     | linked          | knownMessageId
address book         | Hallo                                    | plain  | address | customer  | late     | linked          | replyAddress
Gmail                | Re: {sent}                               | base64 | reply   | stranger  | late     | linked flagged  | signedMessageId
absence note         | Abwesend: {sent}                         | plain  | reply   | robot     | late     | joins           | signedMessageId
Outlook              | AW: {sent}                               | plain  | reply   | customer  | locked   | linked          | signedMessageId
GMX                  | Aw: {sent}                               | plain  | lost    | customer  | locked   | linked          | reference
Apple Mail           | Re: {plain}                              | q      | first   | colleague | locked   | linked          | knownMessageId
absence note         | Abwesend: {sent}                         | plain  | reply   | robot     | locked   | joins           | signedMessageId
PS to a late mail    | PS                                       | plain  | newest  | customer  | went on  | continues       | knownMessageId
same, old tag        | Re: {sent}                               | plain  | newest  | customer  | went on  | continues       | knownMessageId

Outlook              | AW: {sent}                               | plain  | reply   | customer  | merged   | target          | signedMessageId
GMX                  | Aw: {sent}                               | plain  | lost    | customer  | merged   | target          | reference
answers own mail     | Re: {plain}                              | plain  | first   | customer  | merged   | target          | knownMessageId
address book         | Hallo                                    | plain  | address | customer  | merged   | target          | replyAddress
GMX                  | Aw: {sent}                               | plain  | lost    | stranger  | merged   | target flagged  | reference
wrong letters        | Re: [TicketID {wrong}]                   | plain  | lost    | customer  | merged   | new             | referenceWrong
GMX                  | Aw: {sent}                               | plain  | lost    | customer  | chain    | target          | reference
Gmail                | Re: {sent}                               | base64 | reply   | customer  | chain    | target          | signedMessageId
GMX                  | Aw: {sent}                               | plain  | lost    | customer  | closed   | target reopens  | reference
Outlook              | AW: {sent}                               | plain  | reply   | customer  | split    | continues       | signedMessageId
answers own mail     | Re: {plain}                              | plain  | first   | customer  | split    | joins           | knownMessageId
GMX, tag of the old  | Aw: {sent}                               | plain  | lost    | customer  | split    | joins           | reference
PS to what was split | Re: {sent}                               | plain  | newest  | customer  | split    | continues       | signedMessageId
address of the old   | Hallo                                    | plain  | both    | customer  | split    | continues       | signedMessageId
`;
