import type { Server, SettingsFinder } from './find-settings.ts';

/** RFC 6186 §3 and RFC 8314 §5.1: the services and how they are reached. */
const services = [
  { service: '_imaps', protocol: 'imap', encryption: 'tls' },
  { service: '_imap', protocol: 'imap', encryption: 'starttls' },
  { service: '_pop3s', protocol: 'pop3', encryption: 'tls' },
  { service: '_pop3', protocol: 'pop3', encryption: 'starttls' },
  { service: '_submissions', protocol: 'smtp', encryption: 'tls' },
  { service: '_submission', protocol: 'smtp', encryption: 'starttls' },
] as const;

/** A domain names a handful of servers for a service. */
const mostOfService = 5;

/** The servers that the SRV records of a domain name, each service by priority and weight (RFC 2782). A service that has none is left out; never throws. */
export async function srvServers(domain: string, finder: Pick<SettingsFinder, 'srv'>): Promise<Server[]> {
  const found = await Promise.all(
    services.map(async ({ service, protocol, encryption }) => {
      const records = await finder.srv(`${service}._tcp.${domain}`).catch(() => []);
      return records
        .toSorted((a, b) => a.priority - b.priority || b.weight - a.weight)
        .slice(0, mostOfService)
        .map(({ name, port }) => ({ protocol, encryption, port, host: name.toLowerCase().replace(/\.$/, '') }));
    }),
  );
  // The name "." says that the service is decidedly not there (RFC 6186 §3.4).
  return found.flat().filter(({ host, port }) => host !== '' && port > 0);
}
