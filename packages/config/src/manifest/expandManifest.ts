import type { LayerRegistry } from '@mantile/core';
import { standardLayers } from '@mantile/layers';
import type { ModelConfig } from '../modelConfig.ts';
import { Findings } from './findings.ts';
import type { ManifestFinding } from './manifestFinding.ts';
import { readManifest } from './readManifest.ts';
import { readYaml } from './readYaml.ts';
import type { ManifestVariables } from './variables.ts';

/**
 * How to expand a manifest.
 *
 * @example
 * import { expandManifest, manifestExamples, type ManifestOptions } from '@mantile/config/manifest';
 * const options: ManifestOptions = { variables: { n_layers: 2 } };
 * expandManifest(manifestExamples.transformer, options).config?.numLayers // => 2
 * @category Manifests
 */
export interface ManifestOptions {
  /** Values of variables, which go before those that the manifest sets. */
  readonly variables?: ManifestVariables | undefined;
  /** The preset of the manifest whose variables are taken; none when absent. */
  readonly preset?: string | undefined;
  /** The kinds of layers that there are; `standardLayers` when absent. */
  readonly registry?: LayerRegistry | undefined;
}

/**
 * What a manifest expands to.
 *
 * @example
 * import { expandManifest, type ExpandedManifest } from '@mantile/config/manifest';
 * const { config, findings }: ExpandedManifest = expandManifest('topology: 3');
 * [config, findings.length] // => [undefined, 1]
 * @category Manifests
 */
export interface ExpandedManifest {
  /** The model's config; absent where something is wrong. */
  readonly config?: ModelConfig | undefined;
  /** All that was found, in the order of the text. */
  readonly findings: readonly ManifestFinding[];
}

/**
 * Expands a manifest, a YAML text that puts a model together from layers and topologies, to a model config. Nothing
 * is thrown for what the text holds: every finding has its line and column.
 *
 * @example
 * import { buildModel } from '@mantile/config';
 * import { expandManifest } from '@mantile/config/manifest';
 * const { config, findings } = expandManifest(`
 * name: two-blocks
 * variables: { d_model: 64 }
 * model:
 *   type: TransformerModel
 *   embedder: { type: token, vocab_size: 1000, d_model: "\${d_model}" }
 *   topology:
 *     type: StackedTopology
 *     layers:
 *       - type: RepeatedTopology
 *         repeat: 2
 *         layers:
 *           - type: ResidualTopology
 *             layers:
 *               - type: RMSNormLayer
 *                 d_model: \${d_model}
 *               - type: AttentionLayer
 *                 d_model: \${d_model}
 *                 n_heads: 8
 *       - type: LinearLayer
 *         d_in: \${d_model}
 *         d_out: 1000
 *         bias: false
 * `);
 * findings // => []
 * config?.totalParams // => 2 * (64 + 4 * 64 * 64) + 2 * 64 * 1000
 * config && buildModel(config).blocks.map(({ name, count }) => `${count} ${name}`) // => ['2 attention', '2 norm', '1 embedding', '1 head']
 * @category Manifests
 */
export function expandManifest(text: string, options: ManifestOptions = {}): ExpandedManifest {
  const findings = new Findings();
  const { variables = {}, preset, registry = standardLayers } = options;
  const given: unknown = text;
  if (typeof given !== 'string') {
    findings.error(
      { line: 1, column: 1 },
      'manifest.syntax',
      '',
      'a manifest is a text.',
      'Give the text of a YAML file.',
    );
    return { findings: findings.all };
  }
  const root = readYaml(text, findings);
  if (root === undefined) {
    noteEmpty(findings);
    return { findings: findings.all };
  }
  const config = readManifest(root, { variables, preset, registry }, findings);
  return { ...(config !== undefined && !findings.hasErrors && { config }), findings: findings.all };
}

function noteEmpty(findings: Findings): void {
  if (findings.hasErrors) return;
  const fix = 'Describe a model: a topology of layers.';
  findings.error({ line: 1, column: 1 }, 'manifest.missing', '', 'the text is empty.', fix);
}
