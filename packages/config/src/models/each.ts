// Written by npm run models:write.
import codellama_34b_instruct_json from '../../models/codellama-34b-instruct.json' with { type: 'json' };
import deepseek_r1_json from '../../models/deepseek-r1.json' with { type: 'json' };
import deepseek_v2_lite_json from '../../models/deepseek-v2-lite.json' with { type: 'json' };
import deepseek_v2_5_json from '../../models/deepseek-v2.5.json' with { type: 'json' };
import deepseek_v3_json from '../../models/deepseek-v3.json' with { type: 'json' };
import deepseek_v3_2_json from '../../models/deepseek-v3.2.json' with { type: 'json' };
import glm_5_json from '../../models/glm-5.json' with { type: 'json' };
import glm_5_1_json from '../../models/glm-5.1.json' with { type: 'json' };
import kimi_k2_instruct_json from '../../models/kimi-k2-instruct.json' with { type: 'json' };
import llama_2_13b_json from '../../models/llama-2-13b.json' with { type: 'json' };
import llama_2_70b_json from '../../models/llama-2-70b.json' with { type: 'json' };
import llama_2_7b_json from '../../models/llama-2-7b.json' with { type: 'json' };
import llama_3_1_405b_json from '../../models/llama-3.1-405b.json' with { type: 'json' };
import llama_3_1_70b_json from '../../models/llama-3.1-70b.json' with { type: 'json' };
import llama_3_1_8b_json from '../../models/llama-3.1-8b.json' with { type: 'json' };
import llama_3_1_8b_instruct_json from '../../models/llama-3.1-8b-instruct.json' with { type: 'json' };
import llama_3_2_1b_json from '../../models/llama-3.2-1b.json' with { type: 'json' };
import llama_3_2_3b_json from '../../models/llama-3.2-3b.json' with { type: 'json' };
import llama_3_3_70b_instruct_json from '../../models/llama-3.3-70b-instruct.json' with { type: 'json' };
import moonlight_16b_a3b_json from '../../models/moonlight-16b-a3b.json' with { type: 'json' };
import qwen2_5_0_5b_json from '../../models/qwen2.5-0.5b.json' with { type: 'json' };
import qwen2_5_1_5b_json from '../../models/qwen2.5-1.5b.json' with { type: 'json' };
import qwen2_5_14b_instruct_json from '../../models/qwen2.5-14b-instruct.json' with { type: 'json' };
import qwen2_5_32b_json from '../../models/qwen2.5-32b.json' with { type: 'json' };
import qwen2_5_72b_json from '../../models/qwen2.5-72b.json' with { type: 'json' };
import qwen2_5_7b_instruct_json from '../../models/qwen2.5-7b-instruct.json' with { type: 'json' };
import qwen3_0_6b_json from '../../models/qwen3-0.6b.json' with { type: 'json' };
import qwen3_1_7b_json from '../../models/qwen3-1.7b.json' with { type: 'json' };
import qwen3_14b_json from '../../models/qwen3-14b.json' with { type: 'json' };
import qwen3_32b_json from '../../models/qwen3-32b.json' with { type: 'json' };
import qwen3_4b_json from '../../models/qwen3-4b.json' with { type: 'json' };
import qwen3_8b_json from '../../models/qwen3-8b.json' with { type: 'json' };
import qwen3_next_80b_a3b_instruct_json from '../../models/qwen3-next-80b-a3b-instruct.json' with { type: 'json' };
import smollm2_1_7b_json from '../../models/smollm2-1.7b.json' with { type: 'json' };
import smollm2_135m_json from '../../models/smollm2-135m.json' with { type: 'json' };
import tinyllama_1_1b_chat_json from '../../models/tinyllama-1.1b-chat.json' with { type: 'json' };
import yi_34b_json from '../../models/yi-34b.json' with { type: 'json' };
import yi_6b_json from '../../models/yi-6b.json' with { type: 'json' };
import type { ModelConfigDocument } from '../modelConfigDocument.ts';

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
 * Kimi K2 Instruct: 1.0T parameters.
 *
 * @example
 * import { kimi_k2_instruct } from '@mantile/config/models';
 * kimi_k2_instruct.total_params // => 1026408232448
 * @category Catalogue
 */
export const kimi_k2_instruct = kimi_k2_instruct_json as ModelConfigDocument;

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
 * Moonlight 16B A3B: 16.0B parameters.
 *
 * @example
 * import { moonlight_16b_a3b } from '@mantile/config/models';
 * moonlight_16b_a3b.total_params // => 15960110208
 * @category Catalogue
 */
export const moonlight_16b_a3b = moonlight_16b_a3b_json as ModelConfigDocument;

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
 * Qwen3 Next 80B A3B Instruct: 81.3B parameters.
 *
 * @example
 * import { qwen3_next_80b_a3b_instruct } from '@mantile/config/models';
 * qwen3_next_80b_a3b_instruct.total_params // => 81324862720
 * @category Catalogue
 */
export const qwen3_next_80b_a3b_instruct = qwen3_next_80b_a3b_instruct_json as ModelConfigDocument;

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
 * TinyLlama 1.1B Chat v1.0: 1.1B parameters.
 *
 * @example
 * import { tinyllama_1_1b_chat } from '@mantile/config/models';
 * tinyllama_1_1b_chat.total_params // => 1100048384
 * @category Catalogue
 */
export const tinyllama_1_1b_chat = tinyllama_1_1b_chat_json as ModelConfigDocument;

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
