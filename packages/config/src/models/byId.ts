// Written by npm run models:write.
import type { ModelConfigDocument } from '../modelConfigDocument.ts';
import {
  aya_23_8b,
  bge_large_en_v1_5,
  bloom,
  bloom_1b1,
  bloom_3b,
  codellama_34b_instruct,
  command_a_03_2025,
  command_r_plus_08_2024,
  deepseek_moe_16b_base,
  deepseek_r1,
  deepseek_v2_lite,
  deepseek_v2_5,
  deepseek_v3,
  deepseek_v3_2,
  deepseek_v4_flash,
  deepseek_v4_pro,
  devstral_small_2507,
  falcon_180b_chat,
  falcon_40b,
  falcon_7b,
  falcon_mamba_7b,
  gemma_1_1_7b_it,
  gemma_2_27b_it,
  gemma_2_2b,
  gemma_2_9b_it,
  gemma_2b,
  gemma_3_12b_pt,
  gemma_3_270m,
  gemma_3_27b_it,
  gemma_4_26b_a4b,
  gemma_4_e4b_it,
  glm_4_5_air,
  glm_4_6,
  glm_5,
  glm_5_1,
  gpt_oss_120b,
  gpt_oss_20b,
  gpt2,
  gpt2_large,
  gpt2_xl,
  granite_3_3_8b_instruct,
  granite_4_0_h_micro,
  granite_4_0_h_tiny,
  granite_embedding_english_r2,
  jamba_v0_1,
  kimi_k2_instruct,
  kimi_k2_5,
  kimi_linear_48b_a3b_instruct,
  lfm2_1_2b,
  lfm2_700m,
  ling_mini_2_0,
  llama_2_13b,
  llama_2_70b,
  llama_2_7b,
  llama_3_3_nemotron_super_49b_v1,
  llama_3_1_405b,
  llama_3_1_70b,
  llama_3_1_8b,
  llama_3_1_8b_instruct,
  llama_3_2_1b,
  llama_3_2_3b,
  llama_3_3_70b_instruct,
  llama_4_maverick_17b_128e_instruct,
  llama_4_scout_17b_16e_instruct,
  llava_1_5_7b,
  mamba_130m,
  mamba_370m,
  mimo_7b_base,
  mimo_v2_flash,
  minimax_m1_80k,
  minimax_m2_5,
  mistral_7b_instruct_v0_3,
  mistral_7b_v0_1,
  mistral_large_instruct_2407,
  mistral_nemo_instruct_2407,
  mistral_small_24b_instruct_2501,
  mixtral_8x22b_v0_1,
  mixtral_8x7b_v0_1,
  moonlight_16b_a3b,
  nemotron_3_nano_30b_a3b,
  nemotron_h_8b_base_8k,
  olmo_1b,
  olmo_2_0425_1b,
  olmo_2_1124_7b_instruct,
  olmoe_1b_7b_0924,
  opt_1_3b,
  phi_1_5,
  phi_3_mini_4k_instruct,
  phi_4,
  phi_4_mini_instruct,
  pythia_2_8b,
  pythia_6_9b,
  pythia_70m,
  qwen1_5_moe_a2_7b,
  qwen2_57b_a14b,
  qwen2_vl_2b,
  qwen2_vl_72b_instruct,
  qwen2_vl_7b_instruct,
  qwen2_5_0_5b,
  qwen2_5_1_5b,
  qwen2_5_14b_instruct,
  qwen2_5_32b,
  qwen2_5_72b,
  qwen2_5_7b_instruct,
  qwen2_5_vl_32b_instruct,
  qwen2_5_vl_72b_instruct,
  qwen2_5_vl_7b_instruct,
  qwen3_0_6b,
  qwen3_1_7b,
  qwen3_14b,
  qwen3_235b_a22b,
  qwen3_30b_a3b,
  qwen3_32b,
  qwen3_4b,
  qwen3_8b,
  qwen3_coder_480b_a35b_instruct,
  qwen3_next_80b_a3b_instruct,
  qwen3_vl_235b_a22b_instruct,
  qwen3_vl_2b_instruct,
  qwen3_vl_30b_a3b_instruct,
  qwen3_vl_32b_instruct,
  qwen3_vl_4b_instruct,
  qwen3_vl_8b_instruct,
  qwen3_5_0_8b,
  qwen3_5_122b_a10b,
  qwen3_5_27b,
  qwen3_5_2b,
  qwen3_5_35b_a3b,
  qwen3_5_397b_a17b,
  qwen3_5_9b,
  qwen3_6_27b_nvfp4,
  qwen3_6_35b_a3b_nvfp4,
  smollm2_1_7b,
  smollm2_135m,
  smollm3_3b,
  stablelm_3b_4e1t,
  tinyllama_1_1b_chat,
  whisper_large_v3_turbo,
  yi_34b,
  yi_6b,
} from './each.ts';

/**
 * The id of a model of the catalogue.
 *
 * @example
 * import { model, type ModelId } from '@mantile/config/models';
 * const id: ModelId = 'llama-3.1-8b';
 * model(id).name // => 'Llama 3.1 8B'
 * @category Catalogue
 */
export type ModelId =
  | 'aya-23-8b'
  | 'bge-large-en-v1.5'
  | 'bloom'
  | 'bloom-1b1'
  | 'bloom-3b'
  | 'codellama-34b-instruct'
  | 'command-a-03-2025'
  | 'command-r-plus-08-2024'
  | 'deepseek-moe-16b-base'
  | 'deepseek-r1'
  | 'deepseek-v2-lite'
  | 'deepseek-v2.5'
  | 'deepseek-v3'
  | 'deepseek-v3.2'
  | 'deepseek-v4-flash'
  | 'deepseek-v4-pro'
  | 'devstral-small-2507'
  | 'falcon-180b-chat'
  | 'falcon-40b'
  | 'falcon-7b'
  | 'falcon-mamba-7b'
  | 'gemma-1.1-7b-it'
  | 'gemma-2-27b-it'
  | 'gemma-2-2b'
  | 'gemma-2-9b-it'
  | 'gemma-2b'
  | 'gemma-3-12b-pt'
  | 'gemma-3-270m'
  | 'gemma-3-27b-it'
  | 'gemma-4-26b-a4b'
  | 'gemma-4-e4b-it'
  | 'glm-4.5-air'
  | 'glm-4.6'
  | 'glm-5'
  | 'glm-5.1'
  | 'gpt-oss-120b'
  | 'gpt-oss-20b'
  | 'gpt2'
  | 'gpt2-large'
  | 'gpt2-xl'
  | 'granite-3.3-8b-instruct'
  | 'granite-4.0-h-micro'
  | 'granite-4.0-h-tiny'
  | 'granite-embedding-english-r2'
  | 'jamba-v0.1'
  | 'kimi-k2-instruct'
  | 'kimi-k2.5'
  | 'kimi-linear-48b-a3b-instruct'
  | 'lfm2-1.2b'
  | 'lfm2-700m'
  | 'ling-mini-2.0'
  | 'llama-2-13b'
  | 'llama-2-70b'
  | 'llama-2-7b'
  | 'llama-3-3-nemotron-super-49b-v1'
  | 'llama-3.1-405b'
  | 'llama-3.1-70b'
  | 'llama-3.1-8b'
  | 'llama-3.1-8b-instruct'
  | 'llama-3.2-1b'
  | 'llama-3.2-3b'
  | 'llama-3.3-70b-instruct'
  | 'llama-4-maverick-17b-128e-instruct'
  | 'llama-4-scout-17b-16e-instruct'
  | 'llava-1.5-7b'
  | 'mamba-130m'
  | 'mamba-370m'
  | 'mimo-7b-base'
  | 'mimo-v2-flash'
  | 'minimax-m1-80k'
  | 'minimax-m2.5'
  | 'mistral-7b-instruct-v0.3'
  | 'mistral-7b-v0.1'
  | 'mistral-large-instruct-2407'
  | 'mistral-nemo-instruct-2407'
  | 'mistral-small-24b-instruct-2501'
  | 'mixtral-8x22b-v0.1'
  | 'mixtral-8x7b-v0.1'
  | 'moonlight-16b-a3b'
  | 'nemotron-3-nano-30b-a3b'
  | 'nemotron-h-8b-base-8k'
  | 'olmo-1b'
  | 'olmo-2-0425-1b'
  | 'olmo-2-1124-7b-instruct'
  | 'olmoe-1b-7b-0924'
  | 'opt-1.3b'
  | 'phi-1-5'
  | 'phi-3-mini-4k-instruct'
  | 'phi-4'
  | 'phi-4-mini-instruct'
  | 'pythia-2.8b'
  | 'pythia-6.9b'
  | 'pythia-70m'
  | 'qwen1.5-moe-a2.7b'
  | 'qwen2-57b-a14b'
  | 'qwen2-vl-2b'
  | 'qwen2-vl-72b-instruct'
  | 'qwen2-vl-7b-instruct'
  | 'qwen2.5-0.5b'
  | 'qwen2.5-1.5b'
  | 'qwen2.5-14b-instruct'
  | 'qwen2.5-32b'
  | 'qwen2.5-72b'
  | 'qwen2.5-7b-instruct'
  | 'qwen2.5-vl-32b-instruct'
  | 'qwen2.5-vl-72b-instruct'
  | 'qwen2.5-vl-7b-instruct'
  | 'qwen3-0.6b'
  | 'qwen3-1.7b'
  | 'qwen3-14b'
  | 'qwen3-235b-a22b'
  | 'qwen3-30b-a3b'
  | 'qwen3-32b'
  | 'qwen3-4b'
  | 'qwen3-8b'
  | 'qwen3-coder-480b-a35b-instruct'
  | 'qwen3-next-80b-a3b-instruct'
  | 'qwen3-vl-235b-a22b-instruct'
  | 'qwen3-vl-2b-instruct'
  | 'qwen3-vl-30b-a3b-instruct'
  | 'qwen3-vl-32b-instruct'
  | 'qwen3-vl-4b-instruct'
  | 'qwen3-vl-8b-instruct'
  | 'qwen3.5-0.8b'
  | 'qwen3.5-122b-a10b'
  | 'qwen3.5-27b'
  | 'qwen3.5-2b'
  | 'qwen3.5-35b-a3b'
  | 'qwen3.5-397b-a17b'
  | 'qwen3.5-9b'
  | 'qwen3.6-27b-nvfp4'
  | 'qwen3.6-35b-a3b-nvfp4'
  | 'smollm2-1.7b'
  | 'smollm2-135m'
  | 'smollm3-3b'
  | 'stablelm-3b-4e1t'
  | 'tinyllama-1.1b-chat'
  | 'whisper-large-v3-turbo'
  | 'yi-34b'
  | 'yi-6b';

/** Every model of the catalogue by its id. */
export const byId: Readonly<Record<ModelId, ModelConfigDocument>> = {
  'aya-23-8b': aya_23_8b,
  'bge-large-en-v1.5': bge_large_en_v1_5,
  bloom: bloom,
  'bloom-1b1': bloom_1b1,
  'bloom-3b': bloom_3b,
  'codellama-34b-instruct': codellama_34b_instruct,
  'command-a-03-2025': command_a_03_2025,
  'command-r-plus-08-2024': command_r_plus_08_2024,
  'deepseek-moe-16b-base': deepseek_moe_16b_base,
  'deepseek-r1': deepseek_r1,
  'deepseek-v2-lite': deepseek_v2_lite,
  'deepseek-v2.5': deepseek_v2_5,
  'deepseek-v3': deepseek_v3,
  'deepseek-v3.2': deepseek_v3_2,
  'deepseek-v4-flash': deepseek_v4_flash,
  'deepseek-v4-pro': deepseek_v4_pro,
  'devstral-small-2507': devstral_small_2507,
  'falcon-180b-chat': falcon_180b_chat,
  'falcon-40b': falcon_40b,
  'falcon-7b': falcon_7b,
  'falcon-mamba-7b': falcon_mamba_7b,
  'gemma-1.1-7b-it': gemma_1_1_7b_it,
  'gemma-2-27b-it': gemma_2_27b_it,
  'gemma-2-2b': gemma_2_2b,
  'gemma-2-9b-it': gemma_2_9b_it,
  'gemma-2b': gemma_2b,
  'gemma-3-12b-pt': gemma_3_12b_pt,
  'gemma-3-270m': gemma_3_270m,
  'gemma-3-27b-it': gemma_3_27b_it,
  'gemma-4-26b-a4b': gemma_4_26b_a4b,
  'gemma-4-e4b-it': gemma_4_e4b_it,
  'glm-4.5-air': glm_4_5_air,
  'glm-4.6': glm_4_6,
  'glm-5': glm_5,
  'glm-5.1': glm_5_1,
  'gpt-oss-120b': gpt_oss_120b,
  'gpt-oss-20b': gpt_oss_20b,
  gpt2: gpt2,
  'gpt2-large': gpt2_large,
  'gpt2-xl': gpt2_xl,
  'granite-3.3-8b-instruct': granite_3_3_8b_instruct,
  'granite-4.0-h-micro': granite_4_0_h_micro,
  'granite-4.0-h-tiny': granite_4_0_h_tiny,
  'granite-embedding-english-r2': granite_embedding_english_r2,
  'jamba-v0.1': jamba_v0_1,
  'kimi-k2-instruct': kimi_k2_instruct,
  'kimi-k2.5': kimi_k2_5,
  'kimi-linear-48b-a3b-instruct': kimi_linear_48b_a3b_instruct,
  'lfm2-1.2b': lfm2_1_2b,
  'lfm2-700m': lfm2_700m,
  'ling-mini-2.0': ling_mini_2_0,
  'llama-2-13b': llama_2_13b,
  'llama-2-70b': llama_2_70b,
  'llama-2-7b': llama_2_7b,
  'llama-3-3-nemotron-super-49b-v1': llama_3_3_nemotron_super_49b_v1,
  'llama-3.1-405b': llama_3_1_405b,
  'llama-3.1-70b': llama_3_1_70b,
  'llama-3.1-8b': llama_3_1_8b,
  'llama-3.1-8b-instruct': llama_3_1_8b_instruct,
  'llama-3.2-1b': llama_3_2_1b,
  'llama-3.2-3b': llama_3_2_3b,
  'llama-3.3-70b-instruct': llama_3_3_70b_instruct,
  'llama-4-maverick-17b-128e-instruct': llama_4_maverick_17b_128e_instruct,
  'llama-4-scout-17b-16e-instruct': llama_4_scout_17b_16e_instruct,
  'llava-1.5-7b': llava_1_5_7b,
  'mamba-130m': mamba_130m,
  'mamba-370m': mamba_370m,
  'mimo-7b-base': mimo_7b_base,
  'mimo-v2-flash': mimo_v2_flash,
  'minimax-m1-80k': minimax_m1_80k,
  'minimax-m2.5': minimax_m2_5,
  'mistral-7b-instruct-v0.3': mistral_7b_instruct_v0_3,
  'mistral-7b-v0.1': mistral_7b_v0_1,
  'mistral-large-instruct-2407': mistral_large_instruct_2407,
  'mistral-nemo-instruct-2407': mistral_nemo_instruct_2407,
  'mistral-small-24b-instruct-2501': mistral_small_24b_instruct_2501,
  'mixtral-8x22b-v0.1': mixtral_8x22b_v0_1,
  'mixtral-8x7b-v0.1': mixtral_8x7b_v0_1,
  'moonlight-16b-a3b': moonlight_16b_a3b,
  'nemotron-3-nano-30b-a3b': nemotron_3_nano_30b_a3b,
  'nemotron-h-8b-base-8k': nemotron_h_8b_base_8k,
  'olmo-1b': olmo_1b,
  'olmo-2-0425-1b': olmo_2_0425_1b,
  'olmo-2-1124-7b-instruct': olmo_2_1124_7b_instruct,
  'olmoe-1b-7b-0924': olmoe_1b_7b_0924,
  'opt-1.3b': opt_1_3b,
  'phi-1-5': phi_1_5,
  'phi-3-mini-4k-instruct': phi_3_mini_4k_instruct,
  'phi-4': phi_4,
  'phi-4-mini-instruct': phi_4_mini_instruct,
  'pythia-2.8b': pythia_2_8b,
  'pythia-6.9b': pythia_6_9b,
  'pythia-70m': pythia_70m,
  'qwen1.5-moe-a2.7b': qwen1_5_moe_a2_7b,
  'qwen2-57b-a14b': qwen2_57b_a14b,
  'qwen2-vl-2b': qwen2_vl_2b,
  'qwen2-vl-72b-instruct': qwen2_vl_72b_instruct,
  'qwen2-vl-7b-instruct': qwen2_vl_7b_instruct,
  'qwen2.5-0.5b': qwen2_5_0_5b,
  'qwen2.5-1.5b': qwen2_5_1_5b,
  'qwen2.5-14b-instruct': qwen2_5_14b_instruct,
  'qwen2.5-32b': qwen2_5_32b,
  'qwen2.5-72b': qwen2_5_72b,
  'qwen2.5-7b-instruct': qwen2_5_7b_instruct,
  'qwen2.5-vl-32b-instruct': qwen2_5_vl_32b_instruct,
  'qwen2.5-vl-72b-instruct': qwen2_5_vl_72b_instruct,
  'qwen2.5-vl-7b-instruct': qwen2_5_vl_7b_instruct,
  'qwen3-0.6b': qwen3_0_6b,
  'qwen3-1.7b': qwen3_1_7b,
  'qwen3-14b': qwen3_14b,
  'qwen3-235b-a22b': qwen3_235b_a22b,
  'qwen3-30b-a3b': qwen3_30b_a3b,
  'qwen3-32b': qwen3_32b,
  'qwen3-4b': qwen3_4b,
  'qwen3-8b': qwen3_8b,
  'qwen3-coder-480b-a35b-instruct': qwen3_coder_480b_a35b_instruct,
  'qwen3-next-80b-a3b-instruct': qwen3_next_80b_a3b_instruct,
  'qwen3-vl-235b-a22b-instruct': qwen3_vl_235b_a22b_instruct,
  'qwen3-vl-2b-instruct': qwen3_vl_2b_instruct,
  'qwen3-vl-30b-a3b-instruct': qwen3_vl_30b_a3b_instruct,
  'qwen3-vl-32b-instruct': qwen3_vl_32b_instruct,
  'qwen3-vl-4b-instruct': qwen3_vl_4b_instruct,
  'qwen3-vl-8b-instruct': qwen3_vl_8b_instruct,
  'qwen3.5-0.8b': qwen3_5_0_8b,
  'qwen3.5-122b-a10b': qwen3_5_122b_a10b,
  'qwen3.5-27b': qwen3_5_27b,
  'qwen3.5-2b': qwen3_5_2b,
  'qwen3.5-35b-a3b': qwen3_5_35b_a3b,
  'qwen3.5-397b-a17b': qwen3_5_397b_a17b,
  'qwen3.5-9b': qwen3_5_9b,
  'qwen3.6-27b-nvfp4': qwen3_6_27b_nvfp4,
  'qwen3.6-35b-a3b-nvfp4': qwen3_6_35b_a3b_nvfp4,
  'smollm2-1.7b': smollm2_1_7b,
  'smollm2-135m': smollm2_135m,
  'smollm3-3b': smollm3_3b,
  'stablelm-3b-4e1t': stablelm_3b_4e1t,
  'tinyllama-1.1b-chat': tinyllama_1_1b_chat,
  'whisper-large-v3-turbo': whisper_large_v3_turbo,
  'yi-34b': yi_34b,
  'yi-6b': yi_6b,
};
