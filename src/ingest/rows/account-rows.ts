/** Rows of `accounts`. */
import { createTableBatch } from '../arrow/table-batch.ts';
import { createAccountColumns } from '../event-columns.ts';
import { slotOf } from '../scan/layout.ts';
import type { TextFunctions } from '../text-functions.ts';
import { hashesIn, putHash, putOrigin, putTexts, type RowBuilder, textCells } from './cells.ts';
import type { Memories } from './memories.ts';

export function createAccountRows(text: TextFunctions, memories: Memories): RowBuilder {
  const batch = createTableBatch(createAccountColumns());
  const c = batch.columns;
  const id = textCells('', [c.account_id, 'account_id']);
  const cells = textCells(
    null,
    [c.handle, 'handle'],
    [c.display_name, 'display_name'],
    [c.bio, 'bio'],
    [c.avatar_hash, 'avatar_hash'],
    [c.reg_user_agent, 'registration.user_agent'],
    [c.reg_channel, 'registration.channel'],
    [c.reg_invited_by, 'registration.invited_by'],
    [c.mcn_id, 'operator.mcn_id'],
  );
  const numbers = [
    { column: c.followers, slot: slotOf('followers') },
    { column: c.following, slot: slotOf('following') },
  ];
  const hashes = [
    { column: c.reg_device, slot: slotOf('registration.device_id'), memory: memories.device },
    { column: c.reg_email_domain, slot: slotOf('registration.email_domain'), memory: memories.emailDomain },
    { column: c.reg_phone_prefix, slot: slotOf('registration.phone_prefix'), memory: memories.phonePrefix },
  ];
  const [name, verified, ip] = [slotOf('handle'), slotOf('verified'), slotOf('registration.ip')];

  return {
    batch,
    push(event, { at, registeredAt }, origin, line) {
      putTexts(event, id);
      // An account that nobody dated was there when it was registered, at the latest known; else long ago, so that any
      // dated observation counts as newer. Not "now": the same row must make the same stored row.
      c.observed_at.push(at ?? registeredAt ?? 0);
      c.registered_at.push(registeredAt);
      putTexts(event, cells);
      const handle = event.text(name);
      c.handle_stem.push(handle === null ? null : text.handleStem(handle));
      c.handle_shape.push(handle === null ? null : text.handleShape(handle));
      c.verified.push(event.flag(verified));
      for (const { column, slot } of numbers) column.push(event.number(slot));
      const address = hashesIn(event, ip, memories.address);
      putHash(c.reg_ip, address, 0, null);
      putHash(c.reg_network, address, 1, null);
      for (const { column, slot, memory } of hashes) {
        putHash(column, hashesIn(event, slot, memory), 0, null);
      }
      putOrigin(c, origin, line);
      batch.rows++;
    },
  };
}
