/**
 * The command `npm run specs:write [Kind …]`: works out packages/layers/specs/<Kind>.md from
 * packages/layers/specs/cases/<Kind>.json, of all kinds that have one or of those named.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { standardLayers } from '@mantile/layers';
import { writeSpec } from '@mantile/layers/spec';
import { caseFiles, readCases } from './cases.ts';

const asked = process.argv.slice(2);
for (const kind of asked.length > 0 ? asked : caseFiles()) {
  const path = `packages/layers/specs/${kind}.md`;
  const text = writeSpec(readCases(kind, standardLayers));
  const formatted = await format(text, { ...(await resolveConfig(path)), parser: 'markdown' });
  const isNew = !existsSync(path) || readFileSync(path, 'utf8') !== formatted;
  if (isNew) writeFileSync(path, formatted);
  console.log(`${path}: ${isNew ? 'written' : 'no difference'}`);
}
