// The closing line of .ci/run: node scripts/count.mjs <folder of vitest's JSON reports> [names of failed stages]
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, ...failedStages] = process.argv.slice(2);
const reports = existsSync(folder)
  ? readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  : [];

let passed = 0;
let failed = 0;
for (const report of reports) {
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  // A file that does not even load has no tests to count.
  failed += report.testResults.filter(
    (file) =>
      file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  ).length;
}

// A stage may fail without a test of its own: a lint, a build. It counts as one, so that the line never reads as success.
if (failedStages.length > 0) {
  console.log(`failed: ${failedStages.join(', ')}`);
  failed = Math.max(failed, failedStages.length);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
