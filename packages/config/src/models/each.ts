// Written by npm run models:write.
import aya_23_8b_json from '../../models/aya-23-8b.json' with { type: 'json' };
import bge_large_en_v1_5_json from '../../models/bge-large-en-v1.5.json' with { type: 'json' };
import bloom_json from '../../models/bloom.json' with { type: 'json' };
import bloom_1b1_json from '../../models/bloom-1b1.json' with { type: 'json' };
import bloom_3b_json from '../../models/bloom-3b.json' with { type: 'json' };
import codellama_34b_instruct_json from '../../models/codellama-34b-instruct.json' with { type: 'json' };
import command_a_03_2025_json from '../../models/command-a-03-2025.json' with { type: 'json' };
import command_r_plus_08_2024_json from '../../models/command-r-plus-08-2024.json' with { type: 'json' };
import deepseek_moe_16b_base_json from '../../models/deepseek-moe-16b-base.json' with { type: 'json' };
import deepseek_r1_json from '../../models/deepseek-r1.json' with { type: 'json' };
import deepseek_v2_lite_json from '../../models/deepseek-v2-lite.json' with { type: 'json' };
import deepseek_v2_5_json from '../../models/deepseek-v2.5.json' with { type: 'json' };
import deepseek_v3_json from '../../models/deepseek-v3.json' with { type: 'json' };
import deepseek_v3_2_json from '../../models/deepseek-v3.2.json' with { type: 'json' };
import deepseek_v4_flash_json from '../../models/deepseek-v4-flash.json' with { type: 'json' };
import deepseek_v4_pro_json from '../../models/deepseek-v4-pro.json' with { type: 'json' };
import devstral_small_2507_json from '../../models/devstral-small-2507.json' with { type: 'json' };
import falcon_180b_chat_json from '../../models/falcon-180b-chat.json' with { type: 'json' };
import falcon_40b_json from '../../models/falcon-40b.json' with { type: 'json' };
import falcon_7b_json from '../../models/falcon-7b.json' with { type: 'json' };
import falcon_mamba_7b_json from '../../models/falcon-mamba-7b.json' with { type: 'json' };
import gemma_1_1_7b_it_json from '../../models/gemma-1.1-7b-it.json' with { type: 'json' };
import gemma_2_27b_it_json from '../../models/gemma-2-27b-it.json' with { type: 'json' };
import gemma_2_2b_json from '../../models/gemma-2-2b.json' with { type: 'json' };
import gemma_2_9b_it_json from '../../models/gemma-2-9b-it.json' with { type: 'json' };
import gemma_2b_json from '../../models/gemma-2b.json' with { type: 'json' };
import gemma_3_12b_pt_json from '../../models/gemma-3-12b-pt.json' with { type: 'json' };
import gemma_3_270m_json from '../../models/gemma-3-270m.json' with { type: 'json' };
import gemma_3_27b_it_json from '../../models/gemma-3-27b-it.json' with { type: 'json' };
import gemma_4_26b_a4b_json from '../../models/gemma-4-26b-a4b.json' with { type: 'json' };
import gemma_4_e4b_it_json from '../../models/gemma-4-e4b-it.json' with { type: 'json' };
import glm_4_5_air_json from '../../models/glm-4.5-air.json' with { type: 'json' };
import glm_4_6_json from '../../models/glm-4.6.json' with { type: 'json' };
import glm_5_json from '../../models/glm-5.json' with { type: 'json' };
import glm_5_1_json from '../../models/glm-5.1.json' with { type: 'json' };
import gpt_oss_120b_json from '../../models/gpt-oss-120b.json' with { type: 'json' };
import gpt_oss_20b_json from '../../models/gpt-oss-20b.json' with { type: 'json' };
import gpt2_json from '../../models/gpt2.json' with { type: 'json' };
import gpt2_large_json from '../../models/gpt2-large.json' with { type: 'json' };
import gpt2_xl_json from '../../models/gpt2-xl.json' with { type: 'json' };
import granite_3_3_8b_instruct_json from '../../models/granite-3.3-8b-instruct.json' with { type: 'json' };
import granite_4_0_h_micro_json from '../../models/granite-4.0-h-micro.json' with { type: 'json' };
import granite_4_0_h_tiny_json from '../../models/granite-4.0-h-tiny.json' with { type: 'json' };
import granite_embedding_english_r2_json from '../../models/granite-embedding-english-r2.json' with { type: 'json' };
import jamba_v0_1_json from '../../models/jamba-v0.1.json' with { type: 'json' };
import kimi_k2_instruct_json from '../../models/kimi-k2-instruct.json' with { type: 'json' };
import kimi_k2_5_json from '../../models/kimi-k2.5.json' with { type: 'json' };
import kimi_linear_48b_a3b_instruct_json from '../../models/kimi-linear-48b-a3b-instruct.json' with { type: 'json' };
import lfm2_1_2b_json from '../../models/lfm2-1.2b.json' with { type: 'json' };
import lfm2_700m_json from '../../models/lfm2-700m.json' with { type: 'json' };
import ling_mini_2_0_json from '../../models/ling-mini-2.0.json' with { type: 'json' };
import llama_2_13b_json from '../../models/llama-2-13b.json' with { type: 'json' };
import llama_2_70b_json from '../../models/llama-2-70b.json' with { type: 'json' };
import llama_2_7b_json from '../../models/llama-2-7b.json' with { type: 'json' };
import llama_3_3_nemotron_super_49b_v1_json from '../../models/llama-3-3-nemotron-super-49b-v1.json' with { type: 'json' };
import llama_3_1_405b_json from '../../models/llama-3.1-405b.json' with { type: 'json' };
import llama_3_1_70b_json from '../../models/llama-3.1-70b.json' with { type: 'json' };
import llama_3_1_8b_json from '../../models/llama-3.1-8b.json' with { type: 'json' };
import llama_3_1_8b_instruct_json from '../../models/llama-3.1-8b-instruct.json' with { type: 'json' };
import llama_3_2_1b_json from '../../models/llama-3.2-1b.json' with { type: 'json' };
import llama_3_2_3b_json from '../../models/llama-3.2-3b.json' with { type: 'json' };
import llama_3_3_70b_instruct_json from '../../models/llama-3.3-70b-instruct.json' with { type: 'json' };
import llama_4_maverick_17b_128e_instruct_json from '../../models/llama-4-maverick-17b-128e-instruct.json' with { type: 'json' };
import llama_4_scout_17b_16e_instruct_json from '../../models/llama-4-scout-17b-16e-instruct.json' with { type: 'json' };
import llava_1_5_7b_json from '../../models/llava-1.5-7b.json' with { type: 'json' };
import mamba_130m_json from '../../models/mamba-130m.json' with { type: 'json' };
import mamba_370m_json from '../../models/mamba-370m.json' with { type: 'json' };
import mimo_7b_base_json from '../../models/mimo-7b-base.json' with { type: 'json' };
import mimo_v2_flash_json from '../../models/mimo-v2-flash.json' with { type: 'json' };
import minimax_m1_80k_json from '../../models/minimax-m1-80k.json' with { type: 'json' };
import minimax_m2_5_json from '../../models/minimax-m2.5.json' with { type: 'json' };
import mistral_7b_instruct_v0_3_json from '../../models/mistral-7b-instruct-v0.3.json' with { type: 'json' };
import mistral_7b_v0_1_json from '../../models/mistral-7b-v0.1.json' with { type: 'json' };
import mistral_large_instruct_2407_json from '../../models/mistral-large-instruct-2407.json' with { type: 'json' };
import mistral_nemo_instruct_2407_json from '../../models/mistral-nemo-instruct-2407.json' with { type: 'json' };
import mistral_small_24b_instruct_2501_json from '../../models/mistral-small-24b-instruct-2501.json' with { type: 'json' };
import mixtral_8x22b_v0_1_json from '../../models/mixtral-8x22b-v0.1.json' with { type: 'json' };
import mixtral_8x7b_v0_1_json from '../../models/mixtral-8x7b-v0.1.json' with { type: 'json' };
import moonlight_16b_a3b_json from '../../models/moonlight-16b-a3b.json' with { type: 'json' };
import nemotron_3_nano_30b_a3b_json from '../../models/nemotron-3-nano-30b-a3b.json' with { type: 'json' };
import nemotron_h_8b_base_8k_json from '../../models/nemotron-h-8b-base-8k.json' with { type: 'json' };
import olmo_1b_json from '../../models/olmo-1b.json' with { type: 'json' };
import olmo_2_0425_1b_json from '../../models/olmo-2-0425-1b.json' with { type: 'json' };
import olmo_2_1124_7b_instruct_json from '../../models/olmo-2-1124-7b-instruct.json' with { type: 'json' };
import olmoe_1b_7b_0924_json from '../../models/olmoe-1b-7b-0924.json' with { type: 'json' };
import opt_1_3b_json from '../../models/opt-1.3b.json' with { type: 'json' };
import phi_1_5_json from '../../models/phi-1-5.json' with { type: 'json' };
import phi_3_mini_4k_instruct_json from '../../models/phi-3-mini-4k-instruct.json' with { type: 'json' };
import phi_4_json from '../../models/phi-4.json' with { type: 'json' };
import phi_4_mini_instruct_json from '../../models/phi-4-mini-instruct.json' with { type: 'json' };
import pythia_2_8b_json from '../../models/pythia-2.8b.json' with { type: 'json' };
import pythia_6_9b_json from '../../models/pythia-6.9b.json' with { type: 'json' };
import pythia_70m_json from '../../models/pythia-70m.json' with { type: 'json' };
import qwen1_5_moe_a2_7b_json from '../../models/qwen1.5-moe-a2.7b.json' with { type: 'json' };
import qwen2_57b_a14b_json from '../../models/qwen2-57b-a14b.json' with { type: 'json' };
import qwen2_vl_2b_json from '../../models/qwen2-vl-2b.json' with { type: 'json' };
import qwen2_vl_72b_instruct_json from '../../models/qwen2-vl-72b-instruct.json' with { type: 'json' };
import qwen2_vl_7b_instruct_json from '../../models/qwen2-vl-7b-instruct.json' with { type: 'json' };
import qwen2_5_0_5b_json from '../../models/qwen2.5-0.5b.json' with { type: 'json' };
import qwen2_5_1_5b_json from '../../models/qwen2.5-1.5b.json' with { type: 'json' };
import qwen2_5_14b_instruct_json from '../../models/qwen2.5-14b-instruct.json' with { type: 'json' };
import qwen2_5_32b_json from '../../models/qwen2.5-32b.json' with { type: 'json' };
import qwen2_5_72b_json from '../../models/qwen2.5-72b.json' with { type: 'json' };
import qwen2_5_7b_instruct_json from '../../models/qwen2.5-7b-instruct.json' with { type: 'json' };
import qwen2_5_vl_32b_instruct_json from '../../models/qwen2.5-vl-32b-instruct.json' with { type: 'json' };
import qwen2_5_vl_72b_instruct_json from '../../models/qwen2.5-vl-72b-instruct.json' with { type: 'json' };
import qwen2_5_vl_7b_instruct_json from '../../models/qwen2.5-vl-7b-instruct.json' with { type: 'json' };
import qwen3_0_6b_json from '../../models/qwen3-0.6b.json' with { type: 'json' };
import qwen3_1_7b_json from '../../models/qwen3-1.7b.json' with { type: 'json' };
import qwen3_14b_json from '../../models/qwen3-14b.json' with { type: 'json' };
import qwen3_235b_a22b_json from '../../models/qwen3-235b-a22b.json' with { type: 'json' };
import qwen3_30b_a3b_json from '../../models/qwen3-30b-a3b.json' with { type: 'json' };
import qwen3_32b_json from '../../models/qwen3-32b.json' with { type: 'json' };
import qwen3_4b_json from '../../models/qwen3-4b.json' with { type: 'json' };
import qwen3_8b_json from '../../models/qwen3-8b.json' with { type: 'json' };
import qwen3_coder_480b_a35b_instruct_json from '../../models/qwen3-coder-480b-a35b-instruct.json' with { type: 'json' };
import qwen3_next_80b_a3b_instruct_json from '../../models/qwen3-next-80b-a3b-instruct.json' with { type: 'json' };
import qwen3_vl_235b_a22b_instruct_json from '../../models/qwen3-vl-235b-a22b-instruct.json' with { type: 'json' };
import qwen3_vl_2b_instruct_json from '../../models/qwen3-vl-2b-instruct.json' with { type: 'json' };
import qwen3_vl_30b_a3b_instruct_json from '../../models/qwen3-vl-30b-a3b-instruct.json' with { type: 'json' };
import qwen3_vl_32b_instruct_json from '../../models/qwen3-vl-32b-instruct.json' with { type: 'json' };
import qwen3_vl_4b_instruct_json from '../../models/qwen3-vl-4b-instruct.json' with { type: 'json' };
import qwen3_vl_8b_instruct_json from '../../models/qwen3-vl-8b-instruct.json' with { type: 'json' };
import qwen3_5_0_8b_json from '../../models/qwen3.5-0.8b.json' with { type: 'json' };
import qwen3_5_122b_a10b_json from '../../models/qwen3.5-122b-a10b.json' with { type: 'json' };
import qwen3_5_27b_json from '../../models/qwen3.5-27b.json' with { type: 'json' };
import qwen3_5_2b_json from '../../models/qwen3.5-2b.json' with { type: 'json' };
import qwen3_5_35b_a3b_json from '../../models/qwen3.5-35b-a3b.json' with { type: 'json' };
import qwen3_5_397b_a17b_json from '../../models/qwen3.5-397b-a17b.json' with { type: 'json' };
import qwen3_5_9b_json from '../../models/qwen3.5-9b.json' with { type: 'json' };
import qwen3_6_27b_nvfp4_json from '../../models/qwen3.6-27b-nvfp4.json' with { type: 'json' };
import qwen3_6_35b_a3b_nvfp4_json from '../../models/qwen3.6-35b-a3b-nvfp4.json' with { type: 'json' };
import smollm2_1_7b_json from '../../models/smollm2-1.7b.json' with { type: 'json' };
import smollm2_135m_json from '../../models/smollm2-135m.json' with { type: 'json' };
import smollm3_3b_json from '../../models/smollm3-3b.json' with { type: 'json' };
import stablelm_3b_4e1t_json from '../../models/stablelm-3b-4e1t.json' with { type: 'json' };
import tinyllama_1_1b_chat_json from '../../models/tinyllama-1.1b-chat.json' with { type: 'json' };
import whisper_large_v3_turbo_json from '../../models/whisper-large-v3-turbo.json' with { type: 'json' };
import yi_34b_json from '../../models/yi-34b.json' with { type: 'json' };
import yi_6b_json from '../../models/yi-6b.json' with { type: 'json' };
import type { ModelConfigDocument } from '../modelConfigDocument.ts';

/**
 * aya 23 8B: 8.0B parameters.
 *
 * @example
 * import { aya_23_8b } from '@mantile/config/models';
 * aya_23_8b.total_params // => 8028033024
 * @category Catalogue
 */
export const aya_23_8b = aya_23_8b_json as ModelConfigDocument;

/**
 * bge large en v1.5: 335.1M parameters.
 *
 * @example
 * import { bge_large_en_v1_5 } from '@mantile/config/models';
 * bge_large_en_v1_5.total_params // => 335141888
 * @category Catalogue
 */
export const bge_large_en_v1_5 = bge_large_en_v1_5_json as ModelConfigDocument;

/**
 * bloom: 176.2B parameters.
 *
 * @example
 * import { bloom } from '@mantile/config/models';
 * bloom.total_params // => 176247271424
 * @category Catalogue
 */
export const bloom = bloom_json as ModelConfigDocument;

/**
 * bloom 1b1: 1.1B parameters.
 *
 * @example
 * import { bloom_1b1 } from '@mantile/config/models';
 * bloom_1b1.total_params // => 1065314304
 * @category Catalogue
 */
export const bloom_1b1 = bloom_1b1_json as ModelConfigDocument;

/**
 * bloom 3b: 3.0B parameters.
 *
 * @example
 * import { bloom_3b } from '@mantile/config/models';
 * bloom_3b.total_params // => 3002557440
 * @category Catalogue
 */
export const bloom_3b = bloom_3b_json as ModelConfigDocument;

/**
 * CodeLlama 34b Instruct: 33.7B parameters.
 *
 * @example
 * import { codellama_34b_instruct } from '@mantile/config/models';
 * codellama_34b_instruct.total_params // => 33743970304
 * @category Catalogue
 */
export const codellama_34b_instruct = codellama_34b_instruct_json as ModelConfigDocument;

/**
 * c4ai command a 03 2025: 111.1B parameters.
 *
 * @example
 * import { command_a_03_2025 } from '@mantile/config/models';
 * command_a_03_2025.total_params // => 111057580032
 * @category Catalogue
 */
export const command_a_03_2025 = command_a_03_2025_json as ModelConfigDocument;

/**
 * c4ai command r plus 08 2024: 103.8B parameters.
 *
 * @example
 * import { command_r_plus_08_2024 } from '@mantile/config/models';
 * command_r_plus_08_2024.total_params // => 103810674688
 * @category Catalogue
 */
export const command_r_plus_08_2024 = command_r_plus_08_2024_json as ModelConfigDocument;

/**
 * deepseek moe 16b base: 16.4B parameters.
 *
 * @example
 * import { deepseek_moe_16b_base } from '@mantile/config/models';
 * deepseek_moe_16b_base.total_params // => 16375728128
 * @category Catalogue
 */
export const deepseek_moe_16b_base = deepseek_moe_16b_base_json as ModelConfigDocument;

/**
 * DeepSeek R1: 684.5B parameters.
 *
 * @example
 * import { deepseek_r1 } from '@mantile/config/models';
 * deepseek_r1.total_params // => 684489845504
 * @category Catalogue
 */
export const deepseek_r1 = deepseek_r1_json as ModelConfigDocument;

/**
 * DeepSeek V2 Lite: 15.7B parameters.
 *
 * @example
 * import { deepseek_v2_lite } from '@mantile/config/models';
 * deepseek_v2_lite.total_params // => 15706484224
 * @category Catalogue
 */
export const deepseek_v2_lite = deepseek_v2_lite_json as ModelConfigDocument;

/**
 * DeepSeek V2.5: 235.7B parameters.
 *
 * @example
 * import { deepseek_v2_5 } from '@mantile/config/models';
 * deepseek_v2_5.total_params // => 235741434880
 * @category Catalogue
 */
export const deepseek_v2_5 = deepseek_v2_5_json as ModelConfigDocument;

/**
 * DeepSeek V3: 684.5B parameters.
 *
 * @example
 * import { deepseek_v3 } from '@mantile/config/models';
 * deepseek_v3.total_params // => 684489845504
 * @category Catalogue
 */
export const deepseek_v3 = deepseek_v3_json as ModelConfigDocument;

/**
 * DeepSeek V3.2: 685.4B parameters.
 *
 * @example
 * import { deepseek_v3_2 } from '@mantile/config/models';
 * deepseek_v3_2.total_params // => 685355329792
 * @category Catalogue
 */
export const deepseek_v3_2 = deepseek_v3_2_json as ModelConfigDocument;

/**
 * DeepSeek V4 Flash: 290.9B parameters.
 *
 * @example
 * import { deepseek_v4_flash } from '@mantile/config/models';
 * deepseek_v4_flash.total_params // => 290942289362
 * @category Catalogue
 */
export const deepseek_v4_flash = deepseek_v4_flash_json as ModelConfigDocument;

/**
 * DeepSeek V4 Pro: 1.6T parameters.
 *
 * @example
 * import { deepseek_v4_pro } from '@mantile/config/models';
 * deepseek_v4_pro.total_params // => 1598837347742
 * @category Catalogue
 */
export const deepseek_v4_pro = deepseek_v4_pro_json as ModelConfigDocument;

/**
 * Devstral Small 2507: 23.6B parameters.
 *
 * @example
 * import { devstral_small_2507 } from '@mantile/config/models';
 * devstral_small_2507.total_params // => 23572403200
 * @category Catalogue
 */
export const devstral_small_2507 = devstral_small_2507_json as ModelConfigDocument;

/**
 * falcon 180B chat: 179.5B parameters.
 *
 * @example
 * import { falcon_180b_chat } from '@mantile/config/models';
 * falcon_180b_chat.total_params // => 179522565120
 * @category Catalogue
 */
export const falcon_180b_chat = falcon_180b_chat_json as ModelConfigDocument;

/**
 * falcon 40b: 41.8B parameters.
 *
 * @example
 * import { falcon_40b } from '@mantile/config/models';
 * falcon_40b.total_params // => 41835970560
 * @category Catalogue
 */
export const falcon_40b = falcon_40b_json as ModelConfigDocument;

/**
 * falcon 7b: 7.2B parameters.
 *
 * @example
 * import { falcon_7b } from '@mantile/config/models';
 * falcon_7b.total_params // => 7217189760
 * @category Catalogue
 */
export const falcon_7b = falcon_7b_json as ModelConfigDocument;

/**
 * falcon mamba 7b: 7.3B parameters.
 *
 * @example
 * import { falcon_mamba_7b } from '@mantile/config/models';
 * falcon_mamba_7b.total_params // => 7272665088
 * @category Catalogue
 */
export const falcon_mamba_7b = falcon_mamba_7b_json as ModelConfigDocument;

/**
 * gemma 1.1 7b it: 8.5B parameters.
 *
 * @example
 * import { gemma_1_1_7b_it } from '@mantile/config/models';
 * gemma_1_1_7b_it.total_params // => 8537680896
 * @category Catalogue
 */
export const gemma_1_1_7b_it = gemma_1_1_7b_it_json as ModelConfigDocument;

/**
 * gemma 2 27b it: 27.2B parameters.
 *
 * @example
 * import { gemma_2_27b_it } from '@mantile/config/models';
 * gemma_2_27b_it.total_params // => 27227128320
 * @category Catalogue
 */
export const gemma_2_27b_it = gemma_2_27b_it_json as ModelConfigDocument;

/**
 * gemma 2 2b: 2.6B parameters.
 *
 * @example
 * import { gemma_2_2b } from '@mantile/config/models';
 * gemma_2_2b.total_params // => 2614341888
 * @category Catalogue
 */
export const gemma_2_2b = gemma_2_2b_json as ModelConfigDocument;

/**
 * gemma 2 9b it: 9.2B parameters.
 *
 * @example
 * import { gemma_2_9b_it } from '@mantile/config/models';
 * gemma_2_9b_it.total_params // => 9241705984
 * @category Catalogue
 */
export const gemma_2_9b_it = gemma_2_9b_it_json as ModelConfigDocument;

/**
 * gemma 2b: 2.5B parameters.
 *
 * @example
 * import { gemma_2b } from '@mantile/config/models';
 * gemma_2b.total_params // => 2506172416
 * @category Catalogue
 */
export const gemma_2b = gemma_2b_json as ModelConfigDocument;

/**
 * gemma 3 12b pt: 12.2B parameters.
 *
 * @example
 * import { gemma_3_12b_pt } from '@mantile/config/models';
 * gemma_3_12b_pt.total_params // => 12187325040
 * @category Catalogue
 */
export const gemma_3_12b_pt = gemma_3_12b_pt_json as ModelConfigDocument;

/**
 * gemma 3 270m: 268.1M parameters.
 *
 * @example
 * import { gemma_3_270m } from '@mantile/config/models';
 * gemma_3_270m.total_params // => 268098176
 * @category Catalogue
 */
export const gemma_3_270m = gemma_3_270m_json as ModelConfigDocument;

/**
 * gemma 3 27b it: 27.4B parameters.
 *
 * @example
 * import { gemma_3_27b_it } from '@mantile/config/models';
 * gemma_3_27b_it.total_params // => 27432406640
 * @category Catalogue
 */
export const gemma_3_27b_it = gemma_3_27b_it_json as ModelConfigDocument;

/**
 * gemma 4 26B A4B: 25.8B parameters.
 *
 * @example
 * import { gemma_4_26b_a4b } from '@mantile/config/models';
 * gemma_4_26b_a4b.total_params // => 25805936206
 * @category Catalogue
 */
export const gemma_4_26b_a4b = gemma_4_26b_a4b_json as ModelConfigDocument;

/**
 * gemma 4 E4B it: 8.0B parameters.
 *
 * @example
 * import { gemma_4_e4b_it } from '@mantile/config/models';
 * gemma_4_e4b_it.total_params // => 7996157418
 * @category Catalogue
 */
export const gemma_4_e4b_it = gemma_4_e4b_it_json as ModelConfigDocument;

/**
 * GLM 4.5 Air: 110.5B parameters.
 *
 * @example
 * import { glm_4_5_air } from '@mantile/config/models';
 * glm_4_5_air.total_params // => 110468824832
 * @category Catalogue
 */
export const glm_4_5_air = glm_4_5_air_json as ModelConfigDocument;

/**
 * GLM 4.6: 356.8B parameters.
 *
 * @example
 * import { glm_4_6 } from '@mantile/config/models';
 * glm_4_6.total_params // => 356785898816
 * @category Catalogue
 */
export const glm_4_6 = glm_4_6_json as ModelConfigDocument;

/**
 * GLM 5: 753.9B parameters.
 *
 * @example
 * import { glm_5 } from '@mantile/config/models';
 * glm_5.total_params // => 753864139008
 * @category Catalogue
 */
export const glm_5 = glm_5_json as ModelConfigDocument;

/**
 * GLM 5.1: 753.9B parameters.
 *
 * @example
 * import { glm_5_1 } from '@mantile/config/models';
 * glm_5_1.total_params // => 753864139008
 * @category Catalogue
 */
export const glm_5_1 = glm_5_1_json as ModelConfigDocument;

/**
 * gpt oss 120b: 116.8B parameters.
 *
 * @example
 * import { gpt_oss_120b } from '@mantile/config/models';
 * gpt_oss_120b.total_params // => 116829156672
 * @category Catalogue
 */
export const gpt_oss_120b = gpt_oss_120b_json as ModelConfigDocument;

/**
 * gpt oss 20b: 20.9B parameters.
 *
 * @example
 * import { gpt_oss_20b } from '@mantile/config/models';
 * gpt_oss_20b.total_params // => 20914757184
 * @category Catalogue
 */
export const gpt_oss_20b = gpt_oss_20b_json as ModelConfigDocument;

/**
 * gpt2: 124.4M parameters.
 *
 * @example
 * import { gpt2 } from '@mantile/config/models';
 * gpt2.total_params // => 124439808
 * @category Catalogue
 */
export const gpt2 = gpt2_json as ModelConfigDocument;

/**
 * gpt2 large: 774.0M parameters.
 *
 * @example
 * import { gpt2_large } from '@mantile/config/models';
 * gpt2_large.total_params // => 774030080
 * @category Catalogue
 */
export const gpt2_large = gpt2_large_json as ModelConfigDocument;

/**
 * gpt2 xl: 1.6B parameters.
 *
 * @example
 * import { gpt2_xl } from '@mantile/config/models';
 * gpt2_xl.total_params // => 1557611200
 * @category Catalogue
 */
export const gpt2_xl = gpt2_xl_json as ModelConfigDocument;

/**
 * granite 3.3 8b instruct: 8.2B parameters.
 *
 * @example
 * import { granite_3_3_8b_instruct } from '@mantile/config/models';
 * granite_3_3_8b_instruct.total_params // => 8170864640
 * @category Catalogue
 */
export const granite_3_3_8b_instruct = granite_3_3_8b_instruct_json as ModelConfigDocument;

/**
 * granite 4.0 h micro: 3.2B parameters.
 *
 * @example
 * import { granite_4_0_h_micro } from '@mantile/config/models';
 * granite_4_0_h_micro.total_params // => 3191396096
 * @category Catalogue
 */
export const granite_4_0_h_micro = granite_4_0_h_micro_json as ModelConfigDocument;

/**
 * granite 4.0 h tiny: 6.9B parameters.
 *
 * @example
 * import { granite_4_0_h_tiny } from '@mantile/config/models';
 * granite_4_0_h_tiny.total_params // => 6939037248
 * @category Catalogue
 */
export const granite_4_0_h_tiny = granite_4_0_h_tiny_json as ModelConfigDocument;

/**
 * granite embedding english r2: 149.0M parameters.
 *
 * @example
 * import { granite_embedding_english_r2 } from '@mantile/config/models';
 * granite_embedding_english_r2.total_params // => 149014272
 * @category Catalogue
 */
export const granite_embedding_english_r2 =
  granite_embedding_english_r2_json as ModelConfigDocument;

/**
 * Jamba v0.1: 51.6B parameters.
 *
 * @example
 * import { jamba_v0_1 } from '@mantile/config/models';
 * jamba_v0_1.total_params // => 51570323328
 * @category Catalogue
 */
export const jamba_v0_1 = jamba_v0_1_json as ModelConfigDocument;

/**
 * Kimi K2 Instruct: 1.0T parameters.
 *
 * @example
 * import { kimi_k2_instruct } from '@mantile/config/models';
 * kimi_k2_instruct.total_params // => 1026408232448
 * @category Catalogue
 */
export const kimi_k2_instruct = kimi_k2_instruct_json as ModelConfigDocument;

/**
 * Kimi K2.5: 1.0T parameters.
 *
 * @example
 * import { kimi_k2_5 } from '@mantile/config/models';
 * kimi_k2_5.total_params // => 1026879376368
 * @category Catalogue
 */
export const kimi_k2_5 = kimi_k2_5_json as ModelConfigDocument;

/**
 * Kimi Linear 48B A3B Instruct: 49.1B parameters.
 *
 * @example
 * import { kimi_linear_48b_a3b_instruct } from '@mantile/config/models';
 * kimi_linear_48b_a3b_instruct.total_params // => 49122681728
 * @category Catalogue
 */
export const kimi_linear_48b_a3b_instruct =
  kimi_linear_48b_a3b_instruct_json as ModelConfigDocument;

/**
 * LFM2 1.2B: 1.2B parameters.
 *
 * @example
 * import { lfm2_1_2b } from '@mantile/config/models';
 * lfm2_1_2b.total_params // => 1170340608
 * @category Catalogue
 */
export const lfm2_1_2b = lfm2_1_2b_json as ModelConfigDocument;

/**
 * LFM2 700M: 742.5M parameters.
 *
 * @example
 * import { lfm2_700m } from '@mantile/config/models';
 * lfm2_700m.total_params // => 742489344
 * @category Catalogue
 */
export const lfm2_700m = lfm2_700m_json as ModelConfigDocument;

/**
 * Ling mini 2.0: 16.3B parameters.
 *
 * @example
 * import { ling_mini_2_0 } from '@mantile/config/models';
 * ling_mini_2_0.total_params // => 16255643392
 * @category Catalogue
 */
export const ling_mini_2_0 = ling_mini_2_0_json as ModelConfigDocument;

/**
 * Llama 2 13b: 13.0B parameters.
 *
 * @example
 * import { llama_2_13b } from '@mantile/config/models';
 * llama_2_13b.total_params // => 13015864320
 * @category Catalogue
 */
export const llama_2_13b = llama_2_13b_json as ModelConfigDocument;

/**
 * Llama 2 70b: 69.0B parameters.
 *
 * @example
 * import { llama_2_70b } from '@mantile/config/models';
 * llama_2_70b.total_params // => 68976648192
 * @category Catalogue
 */
export const llama_2_70b = llama_2_70b_json as ModelConfigDocument;

/**
 * Llama 2 7b: 6.7B parameters.
 *
 * @example
 * import { llama_2_7b } from '@mantile/config/models';
 * llama_2_7b.total_params // => 6738415616
 * @category Catalogue
 */
export const llama_2_7b = llama_2_7b_json as ModelConfigDocument;

/**
 * Llama 3 3 Nemotron Super 49B v1: 49.9B parameters.
 *
 * @example
 * import { llama_3_3_nemotron_super_49b_v1 } from '@mantile/config/models';
 * llama_3_3_nemotron_super_49b_v1.total_params // => 49867145216
 * @category Catalogue
 */
export const llama_3_3_nemotron_super_49b_v1 =
  llama_3_3_nemotron_super_49b_v1_json as ModelConfigDocument;

/**
 * Llama 3.1 405B: 405.9B parameters.
 *
 * @example
 * import { llama_3_1_405b } from '@mantile/config/models';
 * llama_3_1_405b.total_params // => 405853388800
 * @category Catalogue
 */
export const llama_3_1_405b = llama_3_1_405b_json as ModelConfigDocument;

/**
 * Llama 3.1 70B: 70.6B parameters.
 *
 * @example
 * import { llama_3_1_70b } from '@mantile/config/models';
 * llama_3_1_70b.total_params // => 70553706496
 * @category Catalogue
 */
export const llama_3_1_70b = llama_3_1_70b_json as ModelConfigDocument;

/**
 * Llama 3.1 8B: 8.0B parameters.
 *
 * @example
 * import { llama_3_1_8b } from '@mantile/config/models';
 * llama_3_1_8b.total_params // => 8030261248
 * @category Catalogue
 */
export const llama_3_1_8b = llama_3_1_8b_json as ModelConfigDocument;

/**
 * Llama 3.1 8B Instruct: 8.0B parameters.
 *
 * @example
 * import { llama_3_1_8b_instruct } from '@mantile/config/models';
 * llama_3_1_8b_instruct.total_params // => 8030261248
 * @category Catalogue
 */
export const llama_3_1_8b_instruct = llama_3_1_8b_instruct_json as ModelConfigDocument;

/**
 * Llama 3.2 1B: 1.2B parameters.
 *
 * @example
 * import { llama_3_2_1b } from '@mantile/config/models';
 * llama_3_2_1b.total_params // => 1235814400
 * @category Catalogue
 */
export const llama_3_2_1b = llama_3_2_1b_json as ModelConfigDocument;

/**
 * Llama 3.2 3B: 3.2B parameters.
 *
 * @example
 * import { llama_3_2_3b } from '@mantile/config/models';
 * llama_3_2_3b.total_params // => 3212749824
 * @category Catalogue
 */
export const llama_3_2_3b = llama_3_2_3b_json as ModelConfigDocument;

/**
 * Llama 3.3 70B Instruct: 70.6B parameters.
 *
 * @example
 * import { llama_3_3_70b_instruct } from '@mantile/config/models';
 * llama_3_3_70b_instruct.total_params // => 70553706496
 * @category Catalogue
 */
export const llama_3_3_70b_instruct = llama_3_3_70b_instruct_json as ModelConfigDocument;

/**
 * Llama 4 Maverick 17B 128E Instruct: 401.6B parameters.
 *
 * @example
 * import { llama_4_maverick_17b_128e_instruct } from '@mantile/config/models';
 * llama_4_maverick_17b_128e_instruct.total_params // => 401583781376
 * @category Catalogue
 */
export const llama_4_maverick_17b_128e_instruct =
  llama_4_maverick_17b_128e_instruct_json as ModelConfigDocument;

/**
 * Llama 4 Scout 17B 16E Instruct: 108.6B parameters.
 *
 * @example
 * import { llama_4_scout_17b_16e_instruct } from '@mantile/config/models';
 * llama_4_scout_17b_16e_instruct.total_params // => 108641793536
 * @category Catalogue
 */
export const llama_4_scout_17b_16e_instruct =
  llama_4_scout_17b_16e_instruct_json as ModelConfigDocument;

/**
 * llava 1.5 7b: 7.1B parameters.
 *
 * @example
 * import { llava_1_5_7b } from '@mantile/config/models';
 * llava_1_5_7b.total_params // => 7063427072
 * @category Catalogue
 */
export const llava_1_5_7b = llava_1_5_7b_json as ModelConfigDocument;

/**
 * mamba 130m: 129.1M parameters.
 *
 * @example
 * import { mamba_130m } from '@mantile/config/models';
 * mamba_130m.total_params // => 129135360
 * @category Catalogue
 */
export const mamba_130m = mamba_130m_json as ModelConfigDocument;

/**
 * mamba 370m: 371.5M parameters.
 *
 * @example
 * import { mamba_370m } from '@mantile/config/models';
 * mamba_370m.total_params // => 371516416
 * @category Catalogue
 */
export const mamba_370m = mamba_370m_json as ModelConfigDocument;

/**
 * MiMo 7B Base: 7.8B parameters.
 *
 * @example
 * import { mimo_7b_base } from '@mantile/config/models';
 * mimo_7b_base.total_params // => 7833409536
 * @category Catalogue
 */
export const mimo_7b_base = mimo_7b_base_json as ModelConfigDocument;

/**
 * MiMo V2 Flash: 309.8B parameters.
 *
 * @example
 * import { mimo_v2_flash } from '@mantile/config/models';
 * mimo_v2_flash.total_params // => 309766601088
 * @category Catalogue
 */
export const mimo_v2_flash = mimo_v2_flash_json as ModelConfigDocument;

/**
 * MiniMax M1 80k: 456.1B parameters.
 *
 * @example
 * import { minimax_m1_80k } from '@mantile/config/models';
 * minimax_m1_80k.total_params // => 456089655296
 * @category Catalogue
 */
export const minimax_m1_80k = minimax_m1_80k_json as ModelConfigDocument;

/**
 * MiniMax M2.5: 228.7B parameters.
 *
 * @example
 * import { minimax_m2_5 } from '@mantile/config/models';
 * minimax_m2_5.total_params // => 228689764864
 * @category Catalogue
 */
export const minimax_m2_5 = minimax_m2_5_json as ModelConfigDocument;

/**
 * Mistral 7B Instruct v0.3: 7.2B parameters.
 *
 * @example
 * import { mistral_7b_instruct_v0_3 } from '@mantile/config/models';
 * mistral_7b_instruct_v0_3.total_params // => 7248023552
 * @category Catalogue
 */
export const mistral_7b_instruct_v0_3 = mistral_7b_instruct_v0_3_json as ModelConfigDocument;

/**
 * Mistral 7B v0.1: 7.2B parameters.
 *
 * @example
 * import { mistral_7b_v0_1 } from '@mantile/config/models';
 * mistral_7b_v0_1.total_params // => 7241732096
 * @category Catalogue
 */
export const mistral_7b_v0_1 = mistral_7b_v0_1_json as ModelConfigDocument;

/**
 * Mistral Large Instruct 2407: 122.6B parameters.
 *
 * @example
 * import { mistral_large_instruct_2407 } from '@mantile/config/models';
 * mistral_large_instruct_2407.total_params // => 122610069504
 * @category Catalogue
 */
export const mistral_large_instruct_2407 = mistral_large_instruct_2407_json as ModelConfigDocument;

/**
 * Mistral Nemo Instruct 2407: 12.2B parameters.
 *
 * @example
 * import { mistral_nemo_instruct_2407 } from '@mantile/config/models';
 * mistral_nemo_instruct_2407.total_params // => 12247782400
 * @category Catalogue
 */
export const mistral_nemo_instruct_2407 = mistral_nemo_instruct_2407_json as ModelConfigDocument;

/**
 * Mistral Small 24B Instruct 2501: 23.6B parameters.
 *
 * @example
 * import { mistral_small_24b_instruct_2501 } from '@mantile/config/models';
 * mistral_small_24b_instruct_2501.total_params // => 23572403200
 * @category Catalogue
 */
export const mistral_small_24b_instruct_2501 =
  mistral_small_24b_instruct_2501_json as ModelConfigDocument;

/**
 * Mixtral 8x22B v0.1: 140.6B parameters.
 *
 * @example
 * import { mixtral_8x22b_v0_1 } from '@mantile/config/models';
 * mixtral_8x22b_v0_1.total_params // => 140620634112
 * @category Catalogue
 */
export const mixtral_8x22b_v0_1 = mixtral_8x22b_v0_1_json as ModelConfigDocument;

/**
 * Mixtral 8x7B v0.1: 46.7B parameters.
 *
 * @example
 * import { mixtral_8x7b_v0_1 } from '@mantile/config/models';
 * mixtral_8x7b_v0_1.total_params // => 46702792704
 * @category Catalogue
 */
export const mixtral_8x7b_v0_1 = mixtral_8x7b_v0_1_json as ModelConfigDocument;

/**
 * Moonlight 16B A3B: 16.0B parameters.
 *
 * @example
 * import { moonlight_16b_a3b } from '@mantile/config/models';
 * moonlight_16b_a3b.total_params // => 15960110208
 * @category Catalogue
 */
export const moonlight_16b_a3b = moonlight_16b_a3b_json as ModelConfigDocument;

/**
 * NVIDIA Nemotron 3 Nano 30B A3B BF16: 31.6B parameters.
 *
 * @example
 * import { nemotron_3_nano_30b_a3b } from '@mantile/config/models';
 * nemotron_3_nano_30b_a3b.total_params // => 31577940288
 * @category Catalogue
 */
export const nemotron_3_nano_30b_a3b = nemotron_3_nano_30b_a3b_json as ModelConfigDocument;

/**
 * Nemotron H 8B Base 8K: 8.1B parameters.
 *
 * @example
 * import { nemotron_h_8b_base_8k } from '@mantile/config/models';
 * nemotron_h_8b_base_8k.total_params // => 8100852736
 * @category Catalogue
 */
export const nemotron_h_8b_base_8k = nemotron_h_8b_base_8k_json as ModelConfigDocument;

/**
 * OLMo 1B: 1.2B parameters.
 *
 * @example
 * import { olmo_1b } from '@mantile/config/models';
 * olmo_1b.total_params // => 1176764416
 * @category Catalogue
 */
export const olmo_1b = olmo_1b_json as ModelConfigDocument;

/**
 * OLMo 2 0425 1B: 1.5B parameters.
 *
 * @example
 * import { olmo_2_0425_1b } from '@mantile/config/models';
 * olmo_2_0425_1b.total_params // => 1484916736
 * @category Catalogue
 */
export const olmo_2_0425_1b = olmo_2_0425_1b_json as ModelConfigDocument;

/**
 * OLMo 2 1124 7B Instruct: 7.3B parameters.
 *
 * @example
 * import { olmo_2_1124_7b_instruct } from '@mantile/config/models';
 * olmo_2_1124_7b_instruct.total_params // => 7298617344
 * @category Catalogue
 */
export const olmo_2_1124_7b_instruct = olmo_2_1124_7b_instruct_json as ModelConfigDocument;

/**
 * OLMoE 1B 7B 0924: 6.9B parameters.
 *
 * @example
 * import { olmoe_1b_7b_0924 } from '@mantile/config/models';
 * olmoe_1b_7b_0924.total_params // => 6919161856
 * @category Catalogue
 */
export const olmoe_1b_7b_0924 = olmoe_1b_7b_0924_json as ModelConfigDocument;

/**
 * opt 1.3b: 1.3B parameters.
 *
 * @example
 * import { opt_1_3b } from '@mantile/config/models';
 * opt_1_3b.total_params // => 1315758080
 * @category Catalogue
 */
export const opt_1_3b = opt_1_3b_json as ModelConfigDocument;

/**
 * phi 1 5: 1.4B parameters.
 *
 * @example
 * import { phi_1_5 } from '@mantile/config/models';
 * phi_1_5.total_params // => 1418270720
 * @category Catalogue
 */
export const phi_1_5 = phi_1_5_json as ModelConfigDocument;

/**
 * Phi 3 mini 4k instruct: 3.8B parameters.
 *
 * @example
 * import { phi_3_mini_4k_instruct } from '@mantile/config/models';
 * phi_3_mini_4k_instruct.total_params // => 3821079552
 * @category Catalogue
 */
export const phi_3_mini_4k_instruct = phi_3_mini_4k_instruct_json as ModelConfigDocument;

/**
 * phi 4: 14.7B parameters.
 *
 * @example
 * import { phi_4 } from '@mantile/config/models';
 * phi_4.total_params // => 14659507200
 * @category Catalogue
 */
export const phi_4 = phi_4_json as ModelConfigDocument;

/**
 * Phi 4 mini instruct: 3.8B parameters.
 *
 * @example
 * import { phi_4_mini_instruct } from '@mantile/config/models';
 * phi_4_mini_instruct.total_params // => 3836021760
 * @category Catalogue
 */
export const phi_4_mini_instruct = phi_4_mini_instruct_json as ModelConfigDocument;

/**
 * pythia 2.8b: 2.8B parameters.
 *
 * @example
 * import { pythia_2_8b } from '@mantile/config/models';
 * pythia_2_8b.total_params // => 2775208960
 * @category Catalogue
 */
export const pythia_2_8b = pythia_2_8b_json as ModelConfigDocument;

/**
 * pythia 6.9b: 6.9B parameters.
 *
 * @example
 * import { pythia_6_9b } from '@mantile/config/models';
 * pythia_6_9b.total_params // => 6857302016
 * @category Catalogue
 */
export const pythia_6_9b = pythia_6_9b_json as ModelConfigDocument;

/**
 * pythia 70m: 70.4M parameters.
 *
 * @example
 * import { pythia_70m } from '@mantile/config/models';
 * pythia_70m.total_params // => 70426624
 * @category Catalogue
 */
export const pythia_70m = pythia_70m_json as ModelConfigDocument;

/**
 * Qwen1.5 MoE A2.7B: 14.3B parameters.
 *
 * @example
 * import { qwen1_5_moe_a2_7b } from '@mantile/config/models';
 * qwen1_5_moe_a2_7b.total_params // => 14315784192
 * @category Catalogue
 */
export const qwen1_5_moe_a2_7b = qwen1_5_moe_a2_7b_json as ModelConfigDocument;

/**
 * Qwen2 57B A14B: 57.4B parameters.
 *
 * @example
 * import { qwen2_57b_a14b } from '@mantile/config/models';
 * qwen2_57b_a14b.total_params // => 57408658944
 * @category Catalogue
 */
export const qwen2_57b_a14b = qwen2_57b_a14b_json as ModelConfigDocument;

/**
 * Qwen2 VL 2B: 2.2B parameters.
 *
 * @example
 * import { qwen2_vl_2b } from '@mantile/config/models';
 * qwen2_vl_2b.total_params // => 2208985600
 * @category Catalogue
 */
export const qwen2_vl_2b = qwen2_vl_2b_json as ModelConfigDocument;

/**
 * Qwen2 VL 72B Instruct: 73.4B parameters.
 *
 * @example
 * import { qwen2_vl_72b_instruct } from '@mantile/config/models';
 * qwen2_vl_72b_instruct.total_params // => 73405560320
 * @category Catalogue
 */
export const qwen2_vl_72b_instruct = qwen2_vl_72b_instruct_json as ModelConfigDocument;

/**
 * Qwen2 VL 7B Instruct: 8.3B parameters.
 *
 * @example
 * import { qwen2_vl_7b_instruct } from '@mantile/config/models';
 * qwen2_vl_7b_instruct.total_params // => 8291375616
 * @category Catalogue
 */
export const qwen2_vl_7b_instruct = qwen2_vl_7b_instruct_json as ModelConfigDocument;

/**
 * Qwen2.5 0.5B: 494.0M parameters.
 *
 * @example
 * import { qwen2_5_0_5b } from '@mantile/config/models';
 * qwen2_5_0_5b.total_params // => 494032768
 * @category Catalogue
 */
export const qwen2_5_0_5b = qwen2_5_0_5b_json as ModelConfigDocument;

/**
 * Qwen2.5 1.5B: 1.5B parameters.
 *
 * @example
 * import { qwen2_5_1_5b } from '@mantile/config/models';
 * qwen2_5_1_5b.total_params // => 1543714304
 * @category Catalogue
 */
export const qwen2_5_1_5b = qwen2_5_1_5b_json as ModelConfigDocument;

/**
 * Qwen2.5 14B Instruct: 14.8B parameters.
 *
 * @example
 * import { qwen2_5_14b_instruct } from '@mantile/config/models';
 * qwen2_5_14b_instruct.total_params // => 14770033664
 * @category Catalogue
 */
export const qwen2_5_14b_instruct = qwen2_5_14b_instruct_json as ModelConfigDocument;

/**
 * Qwen2.5 32B: 32.8B parameters.
 *
 * @example
 * import { qwen2_5_32b } from '@mantile/config/models';
 * qwen2_5_32b.total_params // => 32763876352
 * @category Catalogue
 */
export const qwen2_5_32b = qwen2_5_32b_json as ModelConfigDocument;

/**
 * Qwen2.5 72B: 72.7B parameters.
 *
 * @example
 * import { qwen2_5_72b } from '@mantile/config/models';
 * qwen2_5_72b.total_params // => 72706203648
 * @category Catalogue
 */
export const qwen2_5_72b = qwen2_5_72b_json as ModelConfigDocument;

/**
 * Qwen2.5 7B Instruct: 7.6B parameters.
 *
 * @example
 * import { qwen2_5_7b_instruct } from '@mantile/config/models';
 * qwen2_5_7b_instruct.total_params // => 7615616512
 * @category Catalogue
 */
export const qwen2_5_7b_instruct = qwen2_5_7b_instruct_json as ModelConfigDocument;

/**
 * Qwen2.5 VL 32B Instruct: 33.5B parameters.
 *
 * @example
 * import { qwen2_5_vl_32b_instruct } from '@mantile/config/models';
 * qwen2_5_vl_32b_instruct.total_params // => 33452718336
 * @category Catalogue
 */
export const qwen2_5_vl_32b_instruct = qwen2_5_vl_32b_instruct_json as ModelConfigDocument;

/**
 * Qwen2.5 VL 72B Instruct: 73.4B parameters.
 *
 * @example
 * import { qwen2_5_vl_72b_instruct } from '@mantile/config/models';
 * qwen2_5_vl_72b_instruct.total_params // => 73410777344
 * @category Catalogue
 */
export const qwen2_5_vl_72b_instruct = qwen2_5_vl_72b_instruct_json as ModelConfigDocument;

/**
 * Qwen2.5 VL 7B Instruct: 8.3B parameters.
 *
 * @example
 * import { qwen2_5_vl_7b_instruct } from '@mantile/config/models';
 * qwen2_5_vl_7b_instruct.total_params // => 8292166656
 * @category Catalogue
 */
export const qwen2_5_vl_7b_instruct = qwen2_5_vl_7b_instruct_json as ModelConfigDocument;

/**
 * Qwen3 0.6B: 596.0M parameters.
 *
 * @example
 * import { qwen3_0_6b } from '@mantile/config/models';
 * qwen3_0_6b.total_params // => 596049920
 * @category Catalogue
 */
export const qwen3_0_6b = qwen3_0_6b_json as ModelConfigDocument;

/**
 * Qwen3 1.7B: 1.7B parameters.
 *
 * @example
 * import { qwen3_1_7b } from '@mantile/config/models';
 * qwen3_1_7b.total_params // => 1720574976
 * @category Catalogue
 */
export const qwen3_1_7b = qwen3_1_7b_json as ModelConfigDocument;

/**
 * Qwen3 14B: 14.8B parameters.
 *
 * @example
 * import { qwen3_14b } from '@mantile/config/models';
 * qwen3_14b.total_params // => 14768307200
 * @category Catalogue
 */
export const qwen3_14b = qwen3_14b_json as ModelConfigDocument;

/**
 * Qwen3 235B A22B: 235.1B parameters.
 *
 * @example
 * import { qwen3_235b_a22b } from '@mantile/config/models';
 * qwen3_235b_a22b.total_params // => 235093634560
 * @category Catalogue
 */
export const qwen3_235b_a22b = qwen3_235b_a22b_json as ModelConfigDocument;

/**
 * Qwen3 30B A3B: 30.5B parameters.
 *
 * @example
 * import { qwen3_30b_a3b } from '@mantile/config/models';
 * qwen3_30b_a3b.total_params // => 30532122624
 * @category Catalogue
 */
export const qwen3_30b_a3b = qwen3_30b_a3b_json as ModelConfigDocument;

/**
 * Qwen3 32B: 32.8B parameters.
 *
 * @example
 * import { qwen3_32b } from '@mantile/config/models';
 * qwen3_32b.total_params // => 32762123264
 * @category Catalogue
 */
export const qwen3_32b = qwen3_32b_json as ModelConfigDocument;

/**
 * Qwen3 4B: 4.0B parameters.
 *
 * @example
 * import { qwen3_4b } from '@mantile/config/models';
 * qwen3_4b.total_params // => 4022468096
 * @category Catalogue
 */
export const qwen3_4b = qwen3_4b_json as ModelConfigDocument;

/**
 * Qwen3 8B: 8.2B parameters.
 *
 * @example
 * import { qwen3_8b } from '@mantile/config/models';
 * qwen3_8b.total_params // => 8190735360
 * @category Catalogue
 */
export const qwen3_8b = qwen3_8b_json as ModelConfigDocument;

/**
 * Qwen3 Coder 480B A35B Instruct: 480.2B parameters.
 *
 * @example
 * import { qwen3_coder_480b_a35b_instruct } from '@mantile/config/models';
 * qwen3_coder_480b_a35b_instruct.total_params // => 480154875392
 * @category Catalogue
 */
export const qwen3_coder_480b_a35b_instruct =
  qwen3_coder_480b_a35b_instruct_json as ModelConfigDocument;

/**
 * Qwen3 Next 80B A3B Instruct: 81.3B parameters.
 *
 * @example
 * import { qwen3_next_80b_a3b_instruct } from '@mantile/config/models';
 * qwen3_next_80b_a3b_instruct.total_params // => 81324862720
 * @category Catalogue
 */
export const qwen3_next_80b_a3b_instruct = qwen3_next_80b_a3b_instruct_json as ModelConfigDocument;

/**
 * Qwen3 VL 235B A22B Instruct: 235.7B parameters.
 *
 * @example
 * import { qwen3_vl_235b_a22b_instruct } from '@mantile/config/models';
 * qwen3_vl_235b_a22b_instruct.total_params // => 235670022896
 * @category Catalogue
 */
export const qwen3_vl_235b_a22b_instruct = qwen3_vl_235b_a22b_instruct_json as ModelConfigDocument;

/**
 * Qwen3 VL 2B Instruct: 2.1B parameters.
 *
 * @example
 * import { qwen3_vl_2b_instruct } from '@mantile/config/models';
 * qwen3_vl_2b_instruct.total_params // => 2127532032
 * @category Catalogue
 */
export const qwen3_vl_2b_instruct = qwen3_vl_2b_instruct_json as ModelConfigDocument;

/**
 * Qwen3 VL 30B A3B Instruct: 31.1B parameters.
 *
 * @example
 * import { qwen3_vl_30b_a3b_instruct } from '@mantile/config/models';
 * qwen3_vl_30b_a3b_instruct.total_params // => 31070754032
 * @category Catalogue
 */
export const qwen3_vl_30b_a3b_instruct = qwen3_vl_30b_a3b_instruct_json as ModelConfigDocument;

/**
 * Qwen3 VL 32B Instruct: 33.4B parameters.
 *
 * @example
 * import { qwen3_vl_32b_instruct } from '@mantile/config/models';
 * qwen3_vl_32b_instruct.total_params // => 33357390064
 * @category Catalogue
 */
export const qwen3_vl_32b_instruct = qwen3_vl_32b_instruct_json as ModelConfigDocument;

/**
 * Qwen3 VL 4B Instruct: 4.4B parameters.
 *
 * @example
 * import { qwen3_vl_4b_instruct } from '@mantile/config/models';
 * qwen3_vl_4b_instruct.total_params // => 4437815808
 * @category Catalogue
 */
export const qwen3_vl_4b_instruct = qwen3_vl_4b_instruct_json as ModelConfigDocument;

/**
 * Qwen3 VL 8B Instruct: 8.8B parameters.
 *
 * @example
 * import { qwen3_vl_8b_instruct } from '@mantile/config/models';
 * qwen3_vl_8b_instruct.total_params // => 8767123696
 * @category Catalogue
 */
export const qwen3_vl_8b_instruct = qwen3_vl_8b_instruct_json as ModelConfigDocument;

/**
 * Qwen3.5 0.8B: 873.4M parameters.
 *
 * @example
 * import { qwen3_5_0_8b } from '@mantile/config/models';
 * qwen3_5_0_8b.total_params // => 873438784
 * @category Catalogue
 */
export const qwen3_5_0_8b = qwen3_5_0_8b_json as ModelConfigDocument;

/**
 * Qwen3.5 122B A10B: 125.1B parameters.
 *
 * @example
 * import { qwen3_5_122b_a10b } from '@mantile/config/models';
 * qwen3_5_122b_a10b.total_params // => 125086497008
 * @category Catalogue
 */
export const qwen3_5_122b_a10b = qwen3_5_122b_a10b_json as ModelConfigDocument;

/**
 * Qwen3.5 27B: 27.8B parameters.
 *
 * @example
 * import { qwen3_5_27b } from '@mantile/config/models';
 * qwen3_5_27b.total_params // => 27781427952
 * @category Catalogue
 */
export const qwen3_5_27b = qwen3_5_27b_json as ModelConfigDocument;

/**
 * Qwen3.5 2B: 2.3B parameters.
 *
 * @example
 * import { qwen3_5_2b } from '@mantile/config/models';
 * qwen3_5_2b.total_params // => 2274069824
 * @category Catalogue
 */
export const qwen3_5_2b = qwen3_5_2b_json as ModelConfigDocument;

/**
 * Qwen3.5 35B A3B: 36.0B parameters.
 *
 * @example
 * import { qwen3_5_35b_a3b } from '@mantile/config/models';
 * qwen3_5_35b_a3b.total_params // => 35951822704
 * @category Catalogue
 */
export const qwen3_5_35b_a3b = qwen3_5_35b_a3b_json as ModelConfigDocument;

/**
 * Qwen3.5 397B A17B: 403.4B parameters.
 *
 * @example
 * import { qwen3_5_397b_a17b } from '@mantile/config/models';
 * qwen3_5_397b_a17b.total_params // => 403397928944
 * @category Catalogue
 */
export const qwen3_5_397b_a17b = qwen3_5_397b_a17b_json as ModelConfigDocument;

/**
 * Qwen3.5 9B: 9.7B parameters.
 *
 * @example
 * import { qwen3_5_9b } from '@mantile/config/models';
 * qwen3_5_9b.total_params // => 9653104368
 * @category Catalogue
 */
export const qwen3_5_9b = qwen3_5_9b_json as ModelConfigDocument;

/**
 * Qwen3.6 27B NVFP4: 27.8B parameters.
 *
 * @example
 * import { qwen3_6_27b_nvfp4 } from '@mantile/config/models';
 * qwen3_6_27b_nvfp4.total_params // => 27781427952
 * @category Catalogue
 */
export const qwen3_6_27b_nvfp4 = qwen3_6_27b_nvfp4_json as ModelConfigDocument;

/**
 * Qwen3.6 35B A3B NVFP4: 36.0B parameters.
 *
 * @example
 * import { qwen3_6_35b_a3b_nvfp4 } from '@mantile/config/models';
 * qwen3_6_35b_a3b_nvfp4.total_params // => 35951822704
 * @category Catalogue
 */
export const qwen3_6_35b_a3b_nvfp4 = qwen3_6_35b_a3b_nvfp4_json as ModelConfigDocument;

/**
 * SmolLM2 1.7B: 1.7B parameters.
 *
 * @example
 * import { smollm2_1_7b } from '@mantile/config/models';
 * smollm2_1_7b.total_params // => 1711376384
 * @category Catalogue
 */
export const smollm2_1_7b = smollm2_1_7b_json as ModelConfigDocument;

/**
 * SmolLM2 135M: 134.5M parameters.
 *
 * @example
 * import { smollm2_135m } from '@mantile/config/models';
 * smollm2_135m.total_params // => 134515008
 * @category Catalogue
 */
export const smollm2_135m = smollm2_135m_json as ModelConfigDocument;

/**
 * SmolLM3 3B: 3.1B parameters.
 *
 * @example
 * import { smollm3_3b } from '@mantile/config/models';
 * smollm3_3b.total_params // => 3075098624
 * @category Catalogue
 */
export const smollm3_3b = smollm3_3b_json as ModelConfigDocument;

/**
 * stablelm 3b 4e1t: 2.8B parameters.
 *
 * @example
 * import { stablelm_3b_4e1t } from '@mantile/config/models';
 * stablelm_3b_4e1t.total_params // => 2795443200
 * @category Catalogue
 */
export const stablelm_3b_4e1t = stablelm_3b_4e1t_json as ModelConfigDocument;

/**
 * TinyLlama 1.1B Chat v1.0: 1.1B parameters.
 *
 * @example
 * import { tinyllama_1_1b_chat } from '@mantile/config/models';
 * tinyllama_1_1b_chat.total_params // => 1100048384
 * @category Catalogue
 */
export const tinyllama_1_1b_chat = tinyllama_1_1b_chat_json as ModelConfigDocument;

/**
 * whisper large v3 turbo: 808.9M parameters.
 *
 * @example
 * import { whisper_large_v3_turbo } from '@mantile/config/models';
 * whisper_large_v3_turbo.total_params // => 808878080
 * @category Catalogue
 */
export const whisper_large_v3_turbo = whisper_large_v3_turbo_json as ModelConfigDocument;

/**
 * Yi 34B: 34.4B parameters.
 *
 * @example
 * import { yi_34b } from '@mantile/config/models';
 * yi_34b.total_params // => 34388917248
 * @category Catalogue
 */
export const yi_34b = yi_34b_json as ModelConfigDocument;

/**
 * Yi 6B: 6.1B parameters.
 *
 * @example
 * import { yi_6b } from '@mantile/config/models';
 * yi_6b.total_params // => 6061035520
 * @category Catalogue
 */
export const yi_6b = yi_6b_json as ModelConfigDocument;
