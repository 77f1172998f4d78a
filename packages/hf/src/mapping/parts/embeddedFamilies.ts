import type { ConfigReader } from '../configReader.ts';
import { deepseekV3 } from '../families/deepseek.ts';
import { kimiLinear } from '../families/kimiLinear.ts';
import { llama, qwen2, qwen3 } from '../families/llama.ts';
import type { Family, ModelPieces, Source } from '../family.ts';
import { textFamilies } from '../textFamilies.ts';
import { embeddedText, textFamily, textSection, type Places } from './embeddedText.ts';
import { withDefaults } from './withDefaults.ts';

const known = (): readonly Family[] => [
  llama,
  qwen2,
  qwen3,
  deepseekV3,
  kimiLinear,
  ...textFamilies,
];

/**
 * What the configuration classes of text models take where a field is left out. Sections within a file leave out
 * whatever is as in the class, while files of their own state it.
 */
const classDefaults = (): Readonly<Record<string, Readonly<Record<string, number>>>> => ({
  llama: sizes(32000, 4096, 11008, 32, 32),
  mistral: sizes(32000, 4096, 14336, 32, 32),
  ministral3: sizes(131072, 4096, 14336, 34, 32),
  qwen2: { ...sizes(151936, 4096, 22016, 32, 32), num_key_value_heads: 32 },
  qwen3: { ...sizes(151936, 4096, 22016, 32, 32), num_key_value_heads: 32, head_dim: 128 },
  gemma: sizes(256000, 3072, 24576, 28, 16),
  gemma2: sizes(256000, 2304, 9216, 26, 8),
  gemma3_text: sizes(262208, 2304, 9216, 26, 8),
});

function sizes(
  vocab: number,
  hidden: number,
  inner: number,
  layers: number,
  heads: number,
): Readonly<Record<string, number>> {
  return {
    vocab_size: vocab,
    hidden_size: hidden,
    intermediate_size: inner,
    num_hidden_layers: layers,
    num_attention_heads: heads,
  };
}

interface Described {
  readonly text: ConfigReader;
  readonly model: ModelPieces;
}

/** The text model that the section `text_config` describes, of whichever family it says to be. */
export function describedText(source: Source, places: Places, absentType?: string): Described {
  return describedSection(source, textSection(source.config), places, absentType);
}

/** The text model that a section describes. */
export function describedSection(
  source: Source,
  section: ConfigReader,
  places: Places,
  absentType?: string,
): Described {
  const family = textFamily(section, known(), absentType);
  if (family === undefined) return { text: section, model: nothing };
  const type = section.raw('model_type') ?? absentType;
  const defaults = classDefaults();
  const isKnown = typeof type === 'string' && Object.hasOwn(defaults, type);
  const text = withDefaults(section, isKnown ? (defaults[type] ?? {}) : {});
  return { text, model: embeddedText(source, text, family, places) };
}

const nothing: ModelPieces = { hiddenSize: 1, numLayers: 1, vocabSize: 1, pieces: [] };
