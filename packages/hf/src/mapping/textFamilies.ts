import type { Family } from './family.ts';
import { cohere, cohere2 } from './families/cohere.ts';
import { gemma, gemma2, gemma3Text } from './families/gemma.ts';
import { granite, graniteMoe } from './families/granite.ts';
import { ministral, mistral } from './families/mistral.ts';
import { minimaxM2, mixtral, phimoe } from './families/mixtral.ts';
import { flexOlmo, olmo, olmo2, olmo3, olmoe } from './families/olmo.ts';
import { phi, phi3 } from './families/phi.ts';
import { qwen } from './families/qwen.ts';
import { qwen2Moe, qwen3Moe } from './families/qwenMoe.ts';
import { stablelm } from './families/stablelm.ts';

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
];
