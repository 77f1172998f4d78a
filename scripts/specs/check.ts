/** The command `npm run specs:check [file …]`: runs specs and prints what is wrong with them. */
import { readdirSync, readFileSync } from 'node:fs';
import { standardLayers } from '@mantile/layers';
import { runSpec } from '@mantile/layers/spec';

const folder = 'packages/layers/specs';
const asked = process.argv.slice(2);
const files =
  asked.length > 0
    ? asked
    : readdirSync(folder)
        .filter((name) => name.endsWith('.md') && name !== 'README.md')
        .map((name) => `${folder}/${name}`);
for (const file of files) {
  const { cases, findings, passed } = runSpec(readFileSync(file, 'utf8'), {
    layers: standardLayers,
    file,
  });
  for (const { line, code, message } of findings)
    console.log(`${file}:${line}: ${message} [${code}]`);
  console.log(
    `${file}: ${cases.length} cases, ${passed ? 'passed' : `${findings.length} findings`}`,
  );
  if (!passed) process.exitCode = 1;
}
