/** Secrets that the server hands out: it keeps their hashes only. */
import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits. */
export const newSecret = (prefix = ''): string => prefix + randomBytes(32).toString('base64url');

/** SHA-256, in hex: a secret of 256 random bits needs no slow hash. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');
