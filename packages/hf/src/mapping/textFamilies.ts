import type { Family } from './family.ts';
import { baichuan } from './families/baichuan.ts';
import { bailingMoe } from './families/bailing.ts';
import { bert, roberta } from './families/bert.ts';
import { bloom } from './families/bloom.ts';
import { chatglm } from './families/chatglm.ts';
import { cohere, cohere2 } from './families/cohere.ts';
import { deepseek, dots1 } from './families/deepseekMoe.ts';
import { ernie45Moe } from './families/ernieMoe.ts';
import { exaone, exaone4 } from './families/exaone.ts';
import { falcon } from './families/falcon.ts';
import { gemma, gemma2, gemma3Text } from './families/gemma.ts';
import { glm, glm4 } from './families/glm.ts';
import { glm4Moe } from './families/glm4Moe.ts';
import { gpt2, gptBigcode } from './families/gpt2.ts';
import { gptj } from './families/gptj.ts';
import { gptNeox } from './families/gptNeox.ts';
import { gptOss } from './families/gptOss.ts';
import { granite, graniteMoe } from './families/granite.ts';
import { internlm2 } from './families/internlm2.ts';
import {
  arcee,
  ernie45,
  hunyuanDense,
  internlm,
  internlm3,
  seedOss,
  smollm3,
} from './families/llamaLike.ts';
import { mimo } from './families/mimo.ts';
import { ministral, mistral } from './families/mistral.ts';
import { minimaxM2, mixtral, phimoe } from './families/mixtral.ts';
import { modernbert } from './families/modernbert.ts';
import { mpt } from './families/mpt.ts';
import { nemotron } from './families/nemotron.ts';
import { nemotronNas } from './families/nemotronNas.ts';
import { flexOlmo, olmo, olmo2, olmo3, olmoe } from './families/olmo.ts';
import { opt } from './families/opt.ts';
import { phi, phi3 } from './families/phi.ts';
import { qwen } from './families/qwen.ts';
import { qwen2Moe, qwen3Moe } from './families/qwenMoe.ts';
import { stablelm } from './families/stablelm.ts';
import { starcoder2 } from './families/starcoder2.ts';

/** Families of text models whose layers are attention over heads and feed-forward networks, one line each. */
export const textFamilies: readonly Family[] = [
  mistral,
  ministral,
  mixtral,
  phimoe,
  minimaxM2,
  qwen,
  qwen2Moe,
  qwen3Moe,
  phi,
  phi3,
  gemma,
  gemma2,
  gemma3Text,
  olmo,
  olmo2,
  olmo3,
  olmoe,
  flexOlmo,
  granite,
  graniteMoe,
  stablelm,
  cohere,
  cohere2,
  smollm3,
  seedOss,
  internlm,
  internlm2,
  internlm3,
  ernie45,
  arcee,
  hunyuanDense,
  exaone,
  exaone4,
  nemotron,
  nemotronNas,
  mimo,
  gptOss,
  glm,
  glm4,
  glm4Moe,
  deepseek,
  dots1,
  ernie45Moe,
  bailingMoe,
  chatglm,
  baichuan,
  gpt2,
  gptBigcode,
  starcoder2,
  gptNeox,
  gptj,
  opt,
  bloom,
  falcon,
  mpt,
  bert,
  roberta,
  modernbert,
];
