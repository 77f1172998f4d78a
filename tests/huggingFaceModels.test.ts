import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { buildModelConfig, parseConfig } from '@mantile/hf';
import { validateModelConfig } from '@mantile/config';
import { describe, expect, test } from 'vitest';

const folder = '../shared/data/hf';
const isThere = existsSync(folder);

interface Truth {
  readonly hf_id: string;
  readonly config: Readonly<Record<string, unknown>> | null;
  readonly config_file: string | null;
  readonly total_params: number;
  readonly params_by_part: Readonly<Record<string, number>>;
}

/** What no configuration tells: these checkpoints differ from others with the very same fields. */
const toldByTensorsAlone: Readonly<
  Record<string, { readonly more: number; readonly why: string }>
> = {
  'Qwen/Qwen3-1.7B': { more: -151_936 * 2048, why: 'the tied head is stored, and published twice' },
  'Qwen/Qwen3-Coder-Next': { more: 1_650_471_424, why: 'it comes without multi-token prediction' },
  'deepseek-ai/DeepSeek-V4-Flash-Base': {
    more: -2 * 129_280 * 4096,
    why: 'its multi-token prediction has an embedding and a head of its own',
  },
};

const read = (file: string) => parseConfig(readFileSync(`${folder}/configs/${file}`, 'utf8'));

describe.skipIf(!isThere)(`models of known size in ${folder} (skipped where it is absent)`, () => {
  const truths = isThere
    ? (JSON.parse(readFileSync(`${folder}/truth.json`, 'utf8')) as readonly Truth[])
    : [];

  test.each(truths.map((truth) => [truth.hf_id, truth] as const))('%s', (id, truth) => {
    const parsed = truth.config ?? read(`${truth.config_file}_config.json`).config;
    const { config, findings } = buildModelConfig({ config: parsed, hfModelId: id.split(' ')[0] });
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    const { more = 0 } = toldByTensorsAlone[id] ?? {};
    expect(config?.total_params).toBe(truth.total_params + more);
    if (more === 0) {
      // The known parts do not tell an encoder from the text model.
      const { encoder = 0, text = 0, ...rest } = config?.params_by_part ?? truth.params_by_part;
      expect({ ...rest, text: text + encoder }).toEqual(truth.params_by_part);
    }
    const { errors, warnings } = validateModelConfig(config);
    expect([...errors, ...warnings]).toEqual([]);
  });
});

describe.skipIf(!isThere)(
  `every configuration in ${folder}/configs (skipped where it is absent)`,
  () => {
    const files = isThere
      ? readdirSync(`${folder}/configs`).filter((file) => !file.endsWith('hf_quant_config.json'))
      : [];

    test.each(files)('%s is read', (file) => {
      const { config: parsed, findings: reading } = read(file);
      const { config, findings } = buildModelConfig({ config: parsed });
      const errors = [...reading, ...findings].filter(({ severity }) => severity === 'error');
      // Either a whole config, or a reason why there is none.
      expect(config === undefined).toBe(errors.length > 0);
      if (config === undefined) return;
      expect(validateModelConfig(config).errors).toEqual([]);
    });
  },
);
