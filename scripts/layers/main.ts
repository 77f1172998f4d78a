/** The command behind `docs:layers`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { descriptionsFile, descriptionsText } from './descriptions.ts';
import { kindsPage, withKindsAndKeys } from './kindsPage.ts';
import { page, withKinds } from './page.ts';

writeFileSync(page, await withKinds(readFileSync(page, 'utf8')));
writeFileSync(kindsPage, await withKindsAndKeys(readFileSync(kindsPage, 'utf8')));
writeFileSync(descriptionsFile, await descriptionsText());
