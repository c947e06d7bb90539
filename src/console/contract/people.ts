/** People who use the console, and programs that use its API. */
import { z } from '@hono/zod-openapi';

/** Each may do what the ones before it may. */
export const ROLES = ['viewer', 'analyst', 'lead', 'admin'] as const;
export const Role = z.enum(ROLES).openapi('Role');
export type Role = z.infer<typeof Role>;

/** What a token may be used for; a token never may more than the person whose it is. */
export const SCOPES = ['read', 'decide', 'admin'] as const;
export const Scope = z.enum(SCOPES).openapi('Scope');
export type Scope = z.infer<typeof Scope>;

export const UserName = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\p{L}\p{N}._@-]+$/u, 'letters, digits and . _ @ - only');

export const User = z
  .object({
    user_id: z.string(),
    name: z.string(),
    role: Role,
    disabled: z.boolean(),
    created_at: z.string(),
    /** How the person signs in. */
    by: z.enum(['password', 'oidc']),
  })
  .openapi('User');
export type User = z.infer<typeof User>;

/** Who is asking. `csrf_token` goes back in the header `x-csrf-token` of each request that changes something. */
export const Me = z
  .object({
    user_id: z.string(),
    name: z.string(),
    role: Role,
    csrf_token: z.string(),
    expires_at: z.string(),
  })
  .openapi('Me');
export type Me = z.infer<typeof Me>;

export const SignIn = z
  .strictObject({ name: z.string().min(1).max(64), password: z.string().min(1).max(1024) })
  .openapi('SignIn');

/** What the page of the sign-in needs to know before anybody is signed in. */
export const SignInOptions = z
  .object({ password: z.boolean(), oidc: z.boolean(), oidc_name: z.string().nullable() })
  .openapi('SignInOptions');

export const NewPassword = z
  .strictObject({ old_password: z.string().max(1024), new_password: z.string().min(12).max(1024) })
  .openapi('NewPassword');

export const NewUser = z
  .strictObject({ name: UserName, role: Role, password: z.string().min(12).max(1024) })
  .openapi('NewUser');

export const ChangedUser = z
  .strictObject({
    role: Role.optional(),
    disabled: z.boolean().optional(),
    password: z.string().min(12).max(1024).optional(),
  })
  .openapi('ChangedUser');

export const ApiToken = z
  .object({
    token_id: z.string(),
    name: z.string(),
    user_id: z.string(),
    scopes: z.array(Scope),
    created_at: z.string(),
    expires_at: z.string(),
    revoked: z.boolean(),
  })
  .openapi('ApiToken');
export type ApiToken = z.infer<typeof ApiToken>;

export const NewToken = z
  .strictObject({
    name: z.string().min(1).max(100),
    scopes: z.array(Scope).min(1),
    days: z.number().int().min(1).max(365).default(90),
  })
  .openapi('NewToken');

/** The only time that the token itself is shown. */
export const MadeToken = ApiToken.extend({ token: z.string() }).openapi('MadeToken');

/** Whom a case can be assigned to. */
export const PeopleList = z
  .object({ people: z.array(z.object({ user_id: z.string(), name: z.string(), role: Role })) })
  .openapi('PeopleList');
export type PeopleList = z.infer<typeof PeopleList>;
