import type { ConfigReader } from '../configReader.ts';
import type { Family, ModelPieces, Source } from '../family.ts';
import {
  embeddedText,
  groupedText,
  storedAt,
  storedPlaces,
  textSection,
  type Places,
} from '../parts/embeddedText.ts';
import { behind } from '../parts/tower.ts';
import { qwen2, qwen3 } from './llama.ts';
import { qwen25Tower, qwen2Tower, qwen3Tower } from './qwenVision.ts';

const probe = 'patch_embed.proj.weight';

/** The files of Qwen 2 and 2.5 keep the tower beside the text model; newer converters put both into `model.`. */
function describeQwen2(
  source: Source,
  tower: (config: ConfigReader, prefix: string) => ModelPieces['pieces'],
): ModelPieces {
  const { config } = source;
  const places = storedPlaces(source, [{}, groupedText]);
  const text = embeddedText(source, textSection(config), qwen2, places);
  const prefix = storedAt(source, ['visual.', 'model.visual.'], probe);
  return behind(text, tower(visionSection(config), prefix));
}

/** A text model behind Qwen 3's tower. */
export function describeQwen3(source: Source, text: Family): ModelPieces {
  const { config } = source;
  const places: Places = storedPlaces(source, [groupedText, {}]);
  const model = embeddedText(source, textSection(config), text, places);
  const prefix = storedAt(source, ['model.visual.', 'visual.'], probe);
  return behind(model, qwen3Tower(visionSection(config), prefix, [8, 16, 24]));
}

/** The tower's section, without which nothing is known of it. */
export function visionSection(config: ConfigReader): ConfigReader {
  if (!config.has('vision_config')) {
    config.note(
      'error',
      'hf.field_missing',
      'vision_config',
      'expected an object, but there is none.',
      'Take the complete config.json of the model; for its text model alone, that of the text model.',
    );
  }
  return config.section('vision_config');
}

/** Qwen2-VL: Qwen 2 behind a vision tower. */
export const qwen2Vl: Family = {
  types: ['qwen2_vl'],
  describe: (source) => describeQwen2(source, qwen2Tower),
};

/** Qwen2.5-VL: Qwen 2.5 behind a vision tower. */
export const qwen25Vl: Family = {
  types: ['qwen2_5_vl'],
  describe: (source) => describeQwen2(source, qwen25Tower),
};

/** Qwen3-VL: Qwen 3 behind a vision tower. */
export const qwen3Vl: Family = {
  types: ['qwen3_vl'],
  describe: (source) => describeQwen3(source, qwen3),
};
