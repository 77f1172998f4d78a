// Writes the catalogue of models: npm run models:write <folder>
//
// <folder> holds truth.json and configs/, with the configurations of the models that scripts/models/catalogue.json
// does not spell out. Models whose layers do not come to the published total are reported and left out.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ModelConfigDocument } from '@mantile/config';
import { format } from 'prettier';
import { activeParamsFile, activeParamsText } from './activeParams.ts';
import { catalogue } from './entry.ts';
import { configsOf } from './facts.ts';
import { byIdText, eachText, entryText } from './indexText.ts';
import { modelOf } from './model.ts';
import { page, withModels } from './page.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: npm run models:write <folder with truth.json and configs/>');
  process.exit(2);
}

const target = 'packages/config/models';
const configOf = configsOf(folder);
const models: ModelConfigDocument[] = [];
for (const entry of catalogue) {
  const config = configOf(entry);
  try {
    if (config === undefined) throw new Error(`${entry.hf}: no configuration in ${folder}`);
    models.push(modelOf(entry, config));
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
for (const file of readdirSync(target)) rmSync(`${target}/${file}`);
for (const model of models) {
  const text = await format(JSON.stringify(model), { parser: 'json', printWidth: 100 });
  writeFileSync(`${target}/${model.model_id}.json`, text);
}
const sources = 'packages/config/src';
writeFileSync(`${sources}/models/each.ts`, await eachText(models));
writeFileSync(`${sources}/models/byId.ts`, await byIdText(models));
writeFileSync(`${sources}/models.ts`, await entryText(models));
writeFileSync(page, await withModels(readFileSync(page, 'utf8'), models));
writeFileSync(activeParamsFile, await activeParamsText(models));
const families = new Set(models.map(({ family }) => family));
console.log(`${models.length} models of ${families.size} families`);
