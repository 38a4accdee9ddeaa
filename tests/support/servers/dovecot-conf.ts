import type { CertificatePaths } from './certificates.ts';
import { loopback, ownGroup, ownName, runsAsRoot } from './processes.ts';

/** Everything the configuration text depends on. Paths are inside `folder`. */
export type DovecotConf = {
  folder: string;
  ports: {
    imap: number;
    imaps: number;
    pop3: number;
    pop3s: number;
    lmtp: number;
    submission: number;
    submissions: number;
  };
  certificate: CertificatePaths;
  mechanisms: readonly string[];
  ntlm: boolean;
  oauth: boolean;
  relayPort: number;
  extra: string;
};

/** The text of dovecot.conf for Dovecot 2.3 with everything inside one folder. Dovecot wants each brace at the end of its line. */
export function dovecotConf(conf: DovecotConf): string {
  const { folder } = conf;
  return `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
listen = ${loopback}
protocols = imap pop3 lmtp submission
hostname = mail.test
${accounts()}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:~/Maildir
mail_save_crlf = yes
mail_max_userip_connections = 200
auth_verbose = yes
auth_failure_delay = 0
# a backslash belongs to some user names, and their case must arrive too
auth_username_chars =
auth_username_format = %u
auth_mechanisms = ${[...conf.mechanisms, ...(conf.ntlm ? ['ntlm'] : [])].join(' ')}
auth_realms = helpdesk.test customer.test
disable_plaintext_auth = no
ssl = yes
ssl_cert = <${conf.certificate.certificate}
ssl_key = <${conf.certificate.key}
namespace inbox {
  inbox = yes
  separator = /
${['Drafts', 'Sent', 'Junk', 'Trash', 'Archive'].map(specialFolder).join('')}}
${conf.oauth ? oauthUsers(folder) : ''}${fileUsers(conf)}
submission_relay_host = ${loopback}
submission_relay_port = ${conf.relayPort}
submission_relay_trusted = yes
${listeners(conf)}
${penaltyOff}
service auth {
  unix_listener sasl-client {
    mode = 0666
  }
}
${conf.ntlm ? `auth_use_winbind = yes\nauth_winbind_helper_path = ${folder}/smb/helper\n` : ''}${conf.extra}
`;
}

function accounts(): string {
  if (runsAsRoot) {
    return 'default_internal_user = dovecot\ndefault_internal_group = dovecot\ndefault_login_user = dovenull';
  }
  // An ordinary user can neither change the root folder nor become somebody else.
  const services = ['anvil', 'imap-login', 'pop3-login', 'submission-login'];
  const unrooted = services.map((service) => `service ${service} {\n  chroot =\n}`).join('\n');
  return `default_internal_user = ${ownName}
default_internal_group = ${ownGroup}
default_login_user = ${ownName}
${unrooted}
service lmtp {
  user = ${ownName}
}`;
}

function specialFolder(name: string): string {
  return `  mailbox ${name} {\n    auto = subscribe\n    special_use = \\${name}\n  }\n`;
}

function oauthUsers(folder: string): string {
  return `passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${folder}/oauth2.conf.ext
}
`;
}

function fileUsers({ folder, mechanisms, ntlm }: DovecotConf): string {
  const byPassword = mechanisms.filter((name) => name !== 'xoauth2' && name !== 'oauthbearer');
  return `passdb {
  driver = passwd-file
  args = username_format=%u ${folder}/users
  mechanisms = ${[...byPassword, ...(ntlm ? ['ntlm'] : [])].join(' ')}
}
userdb {
  driver = passwd-file
  args = username_format=%u ${folder}/users
}`;
}

function listeners({ ports }: DovecotConf): string {
  return `service imap-login {
${listener('imap', ports.imap)}${listener('imaps', ports.imaps, true)}}
service pop3-login {
${listener('pop3', ports.pop3)}${listener('pop3s', ports.pop3s, true)}}
service lmtp {
${listener('lmtp', ports.lmtp)}}
service submission-login {
${listener('submission', ports.submission)}${listener('submissions', ports.submissions, true)}}`;
}

function listener(name: string, port: number, tls = false): string {
  return `  inet_listener ${name} {\n    port = ${port}\n${tls ? '    ssl = yes\n' : ''}  }\n`;
}

// Otherwise failed sign-ins from one address are slowed down, up to 17 seconds each.
const penaltyOff = `service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}`;
