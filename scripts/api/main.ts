/** The command `npm run api:update`: writes the API report of every package. */
import { mkdirSync } from 'node:fs';
import { workspacePackages } from '../packages.ts';
import { reportApi } from './report.ts';

for (const workspacePackage of workspacePackages()) {
  mkdirSync(`${workspacePackage.directory}/etc`, { recursive: true });
  const { changed, complaints } = reportApi(workspacePackage, 'write');
  console.log(
    `${workspacePackage.manifest.name}: ${changed ? 'report rewritten' : 'no difference'}`,
  );
  for (const complaint of complaints) console.log(`  ${complaint}`);
}
