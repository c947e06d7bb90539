/** Where reports go: a folder, S3-compatible storage, mail. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createTransport } from 'nodemailer';
import type { Report } from '../weekly/make-report.ts';

export interface ReportOutlet {
  /** Stays the same from week to week: deliveries are remembered under it. */
  readonly name: string;
  /** Throws where the report may not have arrived; sending the same again does no harm but for mail. */
  deliver(report: Report): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
  pdf: 'application/pdf',
};
const typeOf = (name: string): string => TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';

/** A directory for each week; it appears whole. */
export function folderOutlet(folder: string): ReportOutlet {
  return {
    name: `folder ${folder}`,
    async deliver({ week, files }) {
      await mkdir(folder, { recursive: true });
      const [target, aside] = [join(folder, week.id), join(folder, `.${week.id}.${process.pid}`)];
      await rm(aside, { recursive: true, force: true });
      await mkdir(aside);
      for (const [name, content] of files) await writeFile(join(aside, name), content);
      await rm(target, { recursive: true, force: true });
      await rename(aside, target);
    },
  };
}

export interface S3Options {
  readonly bucket: string;
  readonly prefix: string;
  readonly region: string;
  readonly endpoint?: string | undefined;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** An object for each file, below `prefix/week/`. */
export function s3Outlet({
  bucket,
  prefix,
  region,
  endpoint,
  accessKeyId,
  secretAccessKey,
}: S3Options): ReportOutlet {
  return {
    name: `s3 ${endpoint ?? 'amazon'} ${bucket}/${prefix}`,
    async deliver({ week, files }) {
      const client = new S3Client({
        region,
        credentials: { accessKeyId, secretAccessKey },
        // Other storages have no host for each bucket.
        ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
      });
      try {
        for (const [name, content] of files)
          await client.send(
            new PutObjectCommand({
              Bucket: bucket,
              Key: [prefix, week.id, name].filter((part) => part !== '').join('/'),
              Body: content,
              ContentType: typeOf(name),
            }),
          );
      } finally {
        client.destroy();
      }
    },
  };
}

export interface MailOptions {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly from: string;
  readonly to: readonly string[];
}

const ATTACHED = /^report\.(\w+\.(html|pdf)|json)$/;

/** One mail with the pages attached; its Message-ID is the week's, so that a mail that is sent twice is known as one. */
export function mailOutlet({ host, port, secure, username, password, from, to }: MailOptions): ReportOutlet {
  return {
    name: `mail ${host} ${to.join(' ')}`,
    async deliver({ week, files }) {
      const transport = createTransport({
        host,
        port,
        secure,
        ...(username === undefined ? {} : { auth: { user: username, pass: password ?? '' } }),
      });
      try {
        const [text] = [...files]
          .filter(([name]) => name.endsWith('.md'))
          .map(([, content]) => String(content));
        await transport.sendMail({
          from,
          to: [...to],
          subject: `Breakwater ${week.id}`,
          messageId: `<weekly-${week.id}@breakwater>`,
          text: text ?? '',
          attachments: [...files]
            .filter(([name]) => ATTACHED.test(name))
            .map(([filename, content]) => ({
              filename,
              content: typeof content === 'string' ? content : Buffer.from(content),
              contentType: typeOf(filename),
            })),
        });
      } finally {
        transport.close();
      }
    },
  };
}
