import { loopback } from './processes.ts';

/** Everything the configuration text depends on. */
export type EximConf = {
  folder: string;
  program: string;
  user: string;
  group: string;
  ports: { mx: number; submission: number; submissions: number; lmtp: number };
  saslSocket: string;
  mechanisms: readonly string[];
  authNeedsTls: boolean;
  starttls: boolean;
  sizeLimit: string;
};

/** The text of exim.conf for Exim 4 with everything inside one folder. */
export function eximConf(conf: EximConf): string {
  const { folder, ports } = conf;
  return `exim_user = ${conf.user}
exim_group = ${conf.group}
exim_path = ${conf.program}
never_users =
primary_hostname = mx.test
spool_directory = ${folder}/spool
log_file_path = ${folder}/log/%slog
pid_file_path = ${folder}/exim.pid
local_interfaces = ${loopback}
daemon_smtp_ports = ${ports.mx} : ${ports.submission} : ${ports.submissions}
tls_on_connect_ports = ${ports.submissions}
tls_advertise_hosts = ${conf.starttls ? '*' : ''}
tls_certificate = ${folder}/tls/server.crt
tls_privatekey = ${folder}/tls/server.key
domainlist ours = helpdesk.test : customer.test
acl_smtp_mail = mail
acl_smtp_rcpt = rcpt
acl_smtp_data = data
qualify_domain = helpdesk.test
message_size_limit = ${conf.sizeLimit}
dsn_advertise_hosts = *
host_lookup =
rfc1413_query_timeout = 0s
smtp_accept_max = 100
smtp_accept_queue_per_connection = 0
keep_environment =
log_selector = +smtp_protocol_error +smtp_syntax_error +received_recipients +tls_cipher
queue_run_max = 5
begin acl
mail:
  deny    senders = refused@helpdesk.test
          message = 5.7.1 you may not send as this address
  accept
rcpt:
  deny    recipients = bounce@customer.test
          message = 5.1.1 no such user here
  defer   recipients = defer@customer.test
          message = 4.2.1 mailbox busy, try later
  accept  condition = \${if eq{$received_port}{${ports.mx}}}
          domains = +ours
  accept  authenticated = *
  deny    message = 5.7.1 relay not permitted, authenticate first
data:
  deny    condition = \${if forany{$recipients}{eq{$item}{data@customer.test}}}
          message = 5.7.1 content rejected
  accept
begin routers
local:
  driver = manualroute
  domains = +ours
  route_list = * ${loopback}
  self = send
  transport = lmtp
nowhere:
  driver = redirect
  allow_fail
  data = :fail: this test network has no such domain
begin transports
lmtp:
  driver = smtp
  protocol = lmtp
  port = ${ports.lmtp}
  allow_localhost
  hosts_try_fastopen =
begin retry
* * F,1h,2s
begin authenticators
${conf.mechanisms.map((name) => authenticator(name, conf)).join('')}`;
}

function authenticator(mechanism: string, conf: EximConf): string {
  const notMx = `!eq{$received_port}{${conf.ports.mx}}`;
  const secure = conf.authNeedsTls ? '{def:tls_in_cipher}' : '';
  return `dovecot_${mechanism.replaceAll('-', '_').toLowerCase()}:
  driver = dovecot
  public_name = ${mechanism}
  server_socket = ${conf.saslSocket}
  server_set_id = $auth1
  server_advertise_condition = \${if and{{${notMx}}${secure}}}

`;
}
