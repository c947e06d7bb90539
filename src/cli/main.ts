#!/usr/bin/env node
/** Starts the command line, with compiled code kept between runs: that halves the time to start, in threads, too. */
import { enableCompileCache } from 'node:module';

const { directory } = enableCompileCache();
if (directory !== undefined) process.env.NODE_COMPILE_CACHE ??= directory;
await import('./program.ts');
