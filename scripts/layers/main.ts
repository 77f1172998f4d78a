/** The command behind `docs:layers`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { page, withKinds } from './page.ts';

writeFileSync(page, await withKinds(readFileSync(page, 'utf8')));
