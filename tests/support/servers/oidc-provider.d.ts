// What the tests use of a module that comes without types.
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  type Interaction = {
    prompt: { name: string; details: { missingOIDCScope?: string[] } };
    params: { client_id: string };
    session?: { accountId: string };
    grantId?: string;
  };
  type Grant = { addOIDCScope(scope: string): void; save(): Promise<string> };
  type Context = { oidc?: { route?: string }; body?: Record<string, unknown> };

  export class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>);
    Grant: new (about: {
      accountId: string | undefined;
      clientId: string;
    }) => Grant;
    RefreshToken: {
      find(value: string): Promise<{ grantId?: string } | undefined>;
      revokeByGrantId(id: string): Promise<void>;
    };
    AccessToken: { revokeByGrantId(id: string): Promise<void> };
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    on(event: string, listener: (saved: { jti: string; accountId: string; grantId: string }) => void): void;
    use(middleware: (context: Context, next: () => Promise<void>) => Promise<void>): void;
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>;
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: Record<string, unknown>,
      options: { mergeWithLastSubmission: boolean },
    ): Promise<void>;
  }
}
