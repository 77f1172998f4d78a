import type { Finding } from '@mantile/config';
import { parseConfig, type ParsedConfig } from '../parseConfig.ts';
import type { FileSource, ReadOptions } from '../source/fileSource.ts';
import { findFile, readWhole } from '../source/readFile.ts';
import { decodeText } from '../text.ts';

/** Of one file; the largest published is a twentieth. */
const maximumBytes = 64 * 1024 * 1024;

/**
 * What a model says of itself beside its weights.
 *
 * @example
 * import { filesInMemory, getModelConfig, type ModelFiles } from '@mantile/hf';
 * const source = filesInMemory('my-model', { 'hf_quant_config.json': '{"quantization": {"quant_algo": "FP8"}}' });
 * const files: ModelFiles = await getModelConfig(source);
 * files.quantConfig // => { quantization: { quant_algo: 'FP8' } }
 * files.findings.map(({ code, path }) => [code, path]) // => [['config.file_missing', 'config.json']]
 * @category Reading
 */
export interface ModelFiles {
  /** `config.json`; empty when there is none that can be read. */
  readonly config: Readonly<Record<string, unknown>>;
  /** `hf_quant_config.json`, where there is one. */
  readonly quantConfig?: Readonly<Record<string, unknown>>;
  /** What there is to know about these files, each with its path in front. */
  readonly findings: readonly Finding[];
}

/**
 * Reads a model's `config.json`, and its `hf_quant_config.json` where it has one.
 *
 * @example
 * import { filesInMemory, getModelConfig } from '@mantile/hf';
 * const source = filesInMemory('my-model', { 'config.json': '{"hidden_size": 8192, "num_hidden_layers": 80}' });
 * const { config, findings } = await getModelConfig(source);
 * config['hidden_size'] // => 8192
 * findings // => []
 * @category Reading
 */
export async function getModelConfig(
  source: FileSource,
  options?: ReadOptions,
): Promise<ModelFiles> {
  const read = async (path: string): Promise<ParsedConfig | undefined> => {
    const file = findFile(source, path);
    if (file === undefined) return undefined;
    const parsed = parseConfig(
      decodeText(await readWhole(source, file, maximumBytes, options), path),
    );
    return { ...parsed, findings: parsed.findings.map((finding) => inFile(path, finding)) };
  };
  const config = await read('config.json');
  const quantConfig = await read('hf_quant_config.json');
  return {
    config: config?.config ?? {},
    ...(quantConfig !== undefined && { quantConfig: quantConfig.config }),
    findings: [...(config?.findings ?? [noConfig(source)]), ...(quantConfig?.findings ?? [])],
  };
}

function inFile(path: string, finding: Finding): Finding {
  return { ...finding, path: finding.path === '' ? path : `${path}: ${finding.path}` };
}

function noConfig(source: FileSource): Finding {
  return {
    code: 'config.file_missing',
    severity: 'error',
    path: 'config.json',
    message: `${source.id} holds no config.json.`,
    fix: 'Name the folder or repository that holds one.',
  };
}
