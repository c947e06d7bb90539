/** Signing in through the platform's own identity provider: OpenID Connect, authorization code with PKCE. */
import * as client from 'openid-client';
import { z } from 'zod';
import type { Role } from '../contract/index.ts';
import { HttpProblem } from '../server/problems.ts';

export interface OidcSettings {
  /** URL of the provider; its document stands below it. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the button says. */
  readonly label: string;
  /** Claim that holds a person's groups, and which role each group gives; the highest counts. */
  readonly rolesClaim: string;
  readonly roles: Readonly<Record<string, Role>>;
  readonly redirectUrl: string;
  /** Also plain http, for tests. */
  readonly allowInsecure?: boolean;
}

/** What has to come back unchanged; kept in a cookie that only the callback gets. */
export const Pending = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  back: z.string(),
});
export type Pending = z.infer<typeof Pending>;

export interface OidcPerson {
  /** `issuer subject`: a name may change hands, this does not. */
  readonly subject: string;
  readonly name: string;
  readonly role: Role | null;
}

export interface Oidc {
  readonly label: string;
  begin(back: string): Promise<{ readonly url: string; readonly pending: Pending }>;
  /** @throws HttpProblem `not-signed-in` where the answer is not the one that was asked for. */
  finish(callback: URL, pending: Pending): Promise<OidcPerson>;
}

export function createOidc(settings: OidcSettings, roleOrder: readonly Role[]): Oidc {
  let discovered: Promise<client.Configuration> | null = null;
  const configuration = () => {
    discovered ??= client
      .discovery(new URL(settings.issuer), settings.clientId, settings.clientSecret, undefined, {
        execute: settings.allowInsecure === true ? [client.allowInsecureRequests] : [],
      })
      .catch((error) => {
        discovered = null;
        throw new HttpProblem('unavailable', `the identity provider does not answer: ${error.message}`);
      });
    return discovered;
  };
  return {
    label: settings.label,
    async begin(back) {
      const config = await configuration();
      const verifier = client.randomPKCECodeVerifier();
      const pending = { state: client.randomState(), nonce: client.randomNonce(), verifier, back };
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: settings.redirectUrl,
        scope: 'openid profile',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state: pending.state,
        nonce: pending.nonce,
      });
      return { url: url.href, pending };
    },
    async finish(callback, { state, nonce, verifier }) {
      const config = await configuration();
      const answer = new URL(settings.redirectUrl);
      answer.search = callback.search;
      const tokens = await client
        .authorizationCodeGrant(config, answer, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
        })
        .catch(() => {
          throw new HttpProblem(
            'not-signed-in',
            'the identity provider’s answer is not the one that was asked for',
          );
        });
      const claims = tokens.claims();
      if (claims === undefined)
        throw new HttpProblem('not-signed-in', 'the identity provider does not say who you are');
      const groups = z.array(z.string()).catch([]).parse(claims[settings.rolesClaim]);
      const roles = groups.flatMap((group) => settings.roles[group] ?? []);
      const role = roles.toSorted((a, b) => roleOrder.indexOf(b) - roleOrder.indexOf(a))[0] ?? null;
      const name = z
        .string()
        .catch(claims.sub)
        .parse(claims.preferred_username ?? claims.name);
      return { subject: `${claims.iss} ${claims.sub}`, name, role };
    },
  };
}
