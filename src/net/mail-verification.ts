import { type AuthenticateResult, authenticate, type DKIMResult, type DNSResolver } from 'mailauth';
import { readHeader } from '../mail/header.ts';
import { type Delivery, readDelivery } from '../mail/trace.ts';
import { verifiable } from '../mail/verifiable.ts';
import { type BoundedResolver, boundedResolver, type LookupLimits, type Resolver } from './dns-lookup.ts';

/** RFC 8601 §2.7.1. `fail` is a signature or body hash that does not fit, `neutral` a signature or key that cannot be read, `policy` a weak key or algorithm. */
export type DkimResult = 'pass' | 'fail' | 'neutral' | 'policy' | 'temperror' | 'permerror';
export type DkimVerification = { domain: string; selector: string; result: DkimResult; comment: string | null };

/** RFC 7208 §2.6. `none` too if we do not know which address sent the mail; `client` is that address. */
export type SpfVerification = {
  result: 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'temperror' | 'permerror';
  domain: string | null;
  client: string | null;
  comment: string | null;
};

/**
 * RFC 7489 §6.6 (lookup by RFC 9989 §4.10). `neutral`, not by RFC: no signature passes, and SPF could not be asked. `policy` is what the domain wants
 * done with mail that fails; `alignedFrom` the domain of From, if it is proved.
 */
export type DmarcVerification = {
  result: 'pass' | 'fail' | 'neutral' | 'none' | 'temperror' | 'permerror';
  policy: 'none' | 'quarantine' | 'reject' | null;
  alignedFrom: string | null;
  comment: string | null;
};

/** RFC 8617 §5.2. `sealers` are the domains of the seals, the first forwarder first. */
export type ArcVerification = {
  result: 'pass' | 'fail' | 'none' | 'temperror' | 'permerror';
  sealers: string[];
  comment: string | null;
};

/** What our own checks say about a mail. `uncheckedSignatures` is the number of DKIM signatures beyond the limit. */
export type MailVerification = {
  dkim: DkimVerification[];
  uncheckedSignatures: number;
  spf: SpfVerification;
  dmarc: DmarcVerification;
  arc: ArcVerification;
};

export type VerificationOptions = {
  resolver: Resolver;
  /** The connection that brought the mail, if we took it ourselves. `mailFrom` is '' for the null reverse-path. */
  ip?: string;
  helo?: string;
  mailFrom?: string;
  /** Without `ip`: how many Received fields from the top our own servers wrote; the last of them names the client. 0 (the default): none. */
  trustedReceivedHops?: number;
  limits?: Partial<VerificationLimits>;
};

export type VerificationLimits = LookupLimits & {
  /** DKIM signatures looked at, from the top. */
  signatures: number;
};

/** Real mail has one to four signatures and takes ten to thirty lookups, most of them for SPF (RFC 7208 §4.6.4); an ARC chain may add fifty (RFC 8617 §4.2.1). */
const defaultLimits: VerificationLimits = { signatures: 10, lookups: 100, lookupMs: 5_000, totalMs: 20_000 };

/**
 * Checks DKIM (RFC 6376), SPF (RFC 7208), DMARC (RFC 7489) and ARC (RFC 8617) of a mail. Never rejects: a broken mail gives `permerror`, `neutral` or
 * `fail`, a failure of the DNS `temperror`. Only public keys and policies are fetched, through the given resolver.
 */
export async function verifyMail(raw: Buffer, options: VerificationOptions): Promise<MailVerification> {
  const limits = { ...defaultLimits, ...options.limits };
  const mail = verifiable(raw, limits.signatures);
  if ('tooLarge' in mail) return nothingVerified(mail.tooLarge);
  const delivery = deliveryOf(mail.bytes, options);
  const lookups = boundedResolver(options.resolver, limits);
  try {
    const found = await authenticate(mail.bytes, {
      ...(delivery && { ip: delivery.ip, helo: delivery.helo ?? undefined, sender: delivery.mailFrom ?? undefined }),
      // The library types records as text, but reads those of MX as node:dns gives them.
      resolver: lookups.resolve as DNSResolver,
      mta: receiver,
      strict: true,
      disableBimi: true,
    });
    const dkim = dkimOf(found);
    const spf = spfOf(found, delivery);
    return { dkim, uncheckedSignatures: mail.unchecked, spf, dmarc: dmarcOf(found, spf), arc: arcOf(found, lookups) };
  } catch {
    // The library ran into something in the mail that it does not foresee; DNS failures are results of its own.
    return nothingVerified('the mail is too broken to be verified');
  }
}

/** The library puts it in front of what it says about SPF. */
const receiver = 'poststelle';

const maxComment = 300;

function nothingVerified(comment: string): MailVerification {
  return {
    dkim: [],
    uncheckedSignatures: 0,
    spf: { result: 'permerror', domain: null, client: null, comment },
    dmarc: { result: 'permerror', policy: null, alignedFrom: null, comment },
    arc: { result: 'permerror', sealers: [], comment },
  };
}

/** Who brought the mail; null without an address or any name to check it against. */
function deliveryOf(mail: Buffer, options: VerificationOptions): Delivery | null {
  const { ip, helo, mailFrom, trustedReceivedHops: hops = 0 } = options;
  const delivery = ip
    ? { ip, helo: helo ?? null, mailFrom: mailFrom ?? null }
    : readDelivery(readHeader(mail, 0, mail.length).header, hops);
  return delivery && (delivery.mailFrom || delivery.helo) ? delivery : null;
}

function dkimOf({ dkim }: AuthenticateResult): DkimVerification[] {
  return dkim.results
    .filter(({ status }) => status.result !== 'none')
    .map((each) => ({
      domain: nameOf(each.signingDomain),
      selector: nameOf(each.selector),
      result: each.status.result as DkimResult,
      comment: commentOf(each.status.comment) ?? (each.status.result === 'policy' ? 'weak key' : null),
    }));
}

function spfOf({ spf }: AuthenticateResult, delivery: Delivery | null): SpfVerification {
  if (!delivery || !spf) {
    return { result: 'none', domain: null, client: null, comment: 'not checked: the sending address is not known' };
  }
  return {
    result: spf.status.result as SpfVerification['result'],
    domain: nameOf(spf.domain),
    client: delivery.ip,
    comment: commentOf(spf.status.comment?.replace(`${receiver}: `, '')),
  };
}

function dmarcOf({ dmarc, dmarcSkipReason, dkim }: AuthenticateResult, spf: SpfVerification): DmarcVerification {
  if (!dmarc) {
    const comment = dmarcSkipReason?.replaceAll('-', ' ') ?? 'no author domain';
    return { result: 'permerror', policy: null, alignedFrom: null, comment };
  }
  const result = dmarc.status.result as DmarcVerification['result'];
  const verdict = {
    result,
    policy: (dmarc.policy ?? null) as DmarcVerification['policy'],
    alignedFrom: result === 'pass' ? nameOf(dmarc.status.header?.from) : null,
    comment: commentOf(dmarc.error ?? dmarc.status.comment),
  };
  if (result !== 'fail') return verdict;
  // What could not be asked might have passed, so the mail is not known to fail (RFC 7489 §6.6.2).
  if (spf.result === 'temperror' || dkim.results.some(isUndecided)) {
    return { ...verdict, result: 'temperror', comment: 'a DNS failure left DKIM or SPF undecided' };
  }
  if (spf.client === null) {
    return {
      ...verdict,
      result: 'neutral',
      comment: 'no signature of the From domain passes, and SPF was not checked',
    };
  }
  return verdict;
}

function isUndecided({ status }: DKIMResult): boolean {
  return status.result === 'temperror' && Boolean(status.aligned);
}

function arcOf({ arc }: AuthenticateResult, { failed }: BoundedResolver): ArcVerification {
  if (!arc) return { result: 'none', sealers: [], comment: null };
  const chain = arc.chain || [];
  const tags = chain.flatMap((set) => [set['arc-seal'], set['arc-message-signature']]).map((field) => field?.parsed);
  const isUndecidedArc =
    arc.status.result === 'fail' &&
    tags.some((tag) => failed.has(`${tag?.s?.value}._domainkey.${tag?.d?.value}`.toLowerCase()));
  return {
    // For the library every failure is final; we add no seal, so we can say that we do not know.
    result: isUndecidedArc ? 'temperror' : (arc.status.result as ArcVerification['result']),
    sealers: chain.map((set) => nameOf(set['arc-seal']?.parsed?.d?.value)),
    comment: isUndecidedArc ? 'a DNS failure left a seal undecided' : commentOf(arc.status.comment),
  };
}

function nameOf(name: unknown): string {
  // RFC 1035 §2.3.4: 253 characters as text.
  return typeof name === 'string' ? name.toLowerCase().slice(0, 253) : '';
}

function commentOf(comment: unknown): string | null {
  return typeof comment === 'string' && comment !== '' ? comment.slice(0, maxComment) : null;
}
