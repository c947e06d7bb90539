/** Writes the contract's JSON Schema files; `npm run schemas`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { jsonSchemaFiles } from '../src/contract/index.ts';

const directory = new URL('../schemas/', import.meta.url);
mkdirSync(directory, { recursive: true });
for (const [name, text] of jsonSchemaFiles()) writeFileSync(new URL(name, directory), text);
