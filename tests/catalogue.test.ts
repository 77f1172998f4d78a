import { existsSync, readFileSync } from 'node:fs';
import { validateModelConfig } from '@mantile/config';
import { model, modelIds } from '@mantile/config/models';
import { describe, expect, test } from 'vitest';
import { activeParamsFile, activeParamsText } from '../scripts/models/activeParams.ts';
import { catalogue } from '../scripts/models/entry.ts';
import { configsOf } from '../scripts/models/facts.ts';
import { byIdText, eachText, entryText } from '../scripts/models/indexText.ts';
import { modelOf } from '../scripts/models/model.ts';
import { page, withModels } from '../scripts/models/page.ts';

const facts = '../shared/data/hf';
const published = new Map(catalogue.map((entry) => [entry.id, entry]));

test('has at least 60 models of at least 25 families', () => {
  expect(modelIds().length).toBeGreaterThanOrEqual(60);
  expect(new Set(modelIds().map((id) => model(id).family)).size).toBeGreaterThanOrEqual(25);
  expect(modelIds()).toEqual(catalogue.map(({ id }) => id));
});

describe.each(modelIds())('%s', (id) => {
  test('is valid, and its layers add up to the published total', () => {
    const file = `packages/config/models/${id}.json`;
    const { errors, warnings } = validateModelConfig(readFileSync(file, 'utf8'), {
      fileName: `${id}.json`,
    });
    expect([...errors, ...warnings]).toEqual([]);
    expect(model(id).total_params).toBe(published.get(id)?.total);
  });
});

test('the modules that hand it out and its page are what `npm run models:write` writes', async () => {
  const models = modelIds().map((id) => model(id));
  const sources = 'packages/config/src';
  expect(readFileSync(`${sources}/models/each.ts`, 'utf8')).toBe(await eachText(models));
  expect(readFileSync(`${sources}/models/byId.ts`, 'utf8')).toBe(await byIdText(models));
  expect(readFileSync(`${sources}/models.ts`, 'utf8')).toBe(await entryText(models));
  expect(readFileSync(activeParamsFile, 'utf8')).toBe(await activeParamsText(models));
  const text = readFileSync(page, 'utf8');
  expect(text === (await withModels(text, models)), 'run npm run models:write').toBe(true);
});

test.skipIf(!existsSync(facts))(
  `is what the configurations in ${facts} give (skipped where that folder is absent)`,
  () => {
    const configOf = configsOf(facts);
    for (const entry of catalogue) {
      const config = configOf(entry);
      if (config === undefined) throw new Error(`no configuration of ${entry.hf}`);
      expect(model(entry.id)).toEqual(modelOf(entry, config));
    }
  },
);
