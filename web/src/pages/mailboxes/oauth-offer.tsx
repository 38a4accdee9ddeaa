import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Mailbox } from '../../../../src/api/contract/mailboxes.ts';
import type { OAuthConnection } from '../../../../src/api/contract/oauth.ts';
import type { FormValues } from '../../../../src/settings/field.ts';
import { presetOf, purposes } from '../../../../src/settings/oauth-presets.ts';
import { defaultPorts } from '../../../../src/settings/shared-fields.ts';
import { asText } from '../../forms/as-text.ts';
import type { FieldOffer } from '../../forms/settings-form.tsx';
import type { SettingsForm } from '../../forms/use-settings-form.ts';
import { connectionsQuery } from '../../queries.ts';
import { ConnectPanel } from '../connecting/connect-panel.tsx';
import type { Way } from '../connecting/use-connect.ts';

/**
 * What OAuth connections add to the form of a mailbox (SPEC §2.1): nothing as long as there is none for this direction; then the choice of how to sign in,
 * with the protocols that the chosen connection knows, and the button that connects.
 */
export function useOAuthOffer(props: {
  direction: Mailbox['direction'];
  form: SettingsForm;
  mailbox: Mailbox | undefined;
  onConnect: (way: Way) => void;
}): { offer: FieldOffer; shown: FormValues } {
  const { direction, form, mailbox } = props;
  const { data } = useQuery(connectionsQuery);
  const isOAuth = form.values.auth === 'oauth';
  const fitting = (data?.rows ?? []).filter((row) => protocolsFor(row, direction).length > 0);
  const chosen = data?.rows.find(({ id }) => id === form.values.oauthConnection);
  const known = chosen ? protocolsFor(chosen, direction) : undefined;
  const [only] = fitting;
  const [first] = known ?? [];
  const isUnknown = known !== undefined && !known.some((protocol) => protocol === form.values.protocol);
  useEffect(() => {
    if (!isOAuth) return;
    if (form.values.oauthConnection === null && only && fitting.length === 1) form.set('oauthConnection', only.id);
    else if (isUnknown && first) form.set('protocol', first);
    // What the administrator sees must be what is saved; nothing else of the form matters here.
  }, [isOAuth, form.values.oauthConnection, isUnknown, first, only?.id, fitting.length]);
  const isOffered = fitting.length > 0 || isOAuth;
  return {
    offer: {
      apart: new Set(isOffered ? ['auth', 'oauthConnection'] : []),
      choices: {
        oauthConnection: fitting.map(({ id }) => String(id)),
        ...(isOAuth && known ? { protocol: known } : {}),
      },
      below:
        isOAuth && chosen
          ? {
              oauthConnection: (
                <ConnectPanel
                  direction={direction}
                  mailbox={mailbox}
                  connection={chosen}
                  unsaved={form.dirty}
                  onConnect={props.onConnect}
                />
              ),
            }
          : {},
    },
    shown: isOAuth && chosen ? { ...form.values, ...serverOf(chosen, form.values.protocol) } : form.values,
  };
}

/** The protocols of a direction that a connection can be used for. */
export function protocolsFor({ protocols }: OAuthConnection, direction: Mailbox['direction']): string[] {
  return protocols.filter((protocol) => (protocol === 'smtp') === (direction === 'outgoing'));
}

/** The server that takes the place of the form's, for sentences about it. */
function serverOf({ values }: OAuthConnection, protocol: unknown): FormValues {
  const purpose = purposes.find((each) => each === protocol) ?? 'imap';
  const text = asText(values[`${purpose}Server`]) || presetOf(values.provider).purposes[purpose].server;
  const port = /:(\d+)$/.exec(text)?.[1] ?? '';
  return {
    host: text.replace(/:\d+$/, ''),
    port: port === '' ? defaultPorts[purpose]?.tls : Number(port),
    encryption: ['143', '110', '25', '587'].includes(port) ? 'starttls' : 'tls',
  };
}
