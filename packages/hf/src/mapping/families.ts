import type { Family } from './family.ts';
import { deepseekV2, deepseekV3, deepseekV32 } from './families/deepseek.ts';
import { deepseekV4 } from './families/deepseekV4.ts';
import { glm4MoeLite, glmMoeDsa } from './families/glmMoeDsa.ts';
import { bamba, graniteHybrid } from './families/graniteHybrid.ts';
import { falconMamba, mamba, mamba2 } from './families/mamba.ts';
import { jamba } from './families/jamba.ts';
import { lfm2, lfm2Moe } from './families/lfm2.ts';
import { kimiLinear } from './families/kimiLinear.ts';
import { minimaxM1 } from './families/minimaxM1.ts';
import { minimaxM3 } from './families/minimaxM3.ts';
import { llama, qwen2, qwen3 } from './families/llama.ts';
import { mimoV2Flash } from './families/mimoV2.ts';
import { nemotronH } from './families/nemotronH.ts';
import { step35, step37 } from './families/step3.ts';
import { qwen3Next } from './families/qwen3Next.ts';
import { qwen2Vl, qwen25Vl, qwen3Vl } from './families/qwenVl.ts';
import { qwen35, qwen35Moe, qwen35Text } from './families/qwen35.ts';
import { textFamilies } from './textFamilies.ts';
import { gemma3, llava, llavaNext, mistral3, paligemma } from './families/llava.ts';
import { qwen3VlMoe } from './families/qwen3VlMoe.ts';
import { llama4, llama4Text } from './families/llama4.ts';
import { gemma4, gemma4Text } from './families/gemma4.ts';
import { kimiVl } from './families/kimiVision.ts';
import { minimaxM3Vl } from './families/minimaxVl.ts';
import { whisper } from './families/whisper.ts';
import { internVl } from './families/internVl.ts';

/** All families, one line each. As a function, since a list made beforehand would stay in every bundle. */
export const families = (): readonly Family[] => [
  ...textFamilies,
  llama,
  qwen2,
  qwen3,
  qwen3Next,
  deepseekV2,
  deepseekV3,
  deepseekV32,
  deepseekV4,
  glmMoeDsa,
  glm4MoeLite,
  kimiLinear,
  nemotronH,
  mimoV2Flash,
  step35,
  step37,
  mamba,
  falconMamba,
  mamba2,
  jamba,
  graniteHybrid,
  bamba,
  lfm2,
  lfm2Moe,
  minimaxM1,
  minimaxM3,
  qwen2Vl,
  qwen25Vl,
  qwen3Vl,
  qwen35,
  qwen35Moe,
  qwen35Text,
  gemma3,
  llava,
  llavaNext,
  mistral3,
  paligemma,
  qwen3VlMoe,
  llama4,
  llama4Text,
  gemma4,
  gemma4Text,
  kimiVl,
  minimaxM3Vl,
  whisper,
  internVl,
];
