/** Tables that compare chips of several vendors. */
import { source } from '../figure.ts';

export const lockwoodA100 = source(
  'Glenn K. Lockwood: A100, citing NVIDIA',
  'https://glennklockwood.com/garden/processors/A100',
);
export const lockwoodH100 = source(
  'Glenn K. Lockwood: H100, citing NVIDIA',
  'https://glennklockwood.com/garden/processors/h100',
);
export const lockwoodB200 = source(
  'Glenn K. Lockwood: B200, citing NVIDIA',
  'https://glennklockwood.com/garden/processors/B200',
);
export const lockwoodB300 = source(
  'Glenn K. Lockwood: B300, citing NVIDIA',
  'https://glennklockwood.com/garden/processors/B300',
);
export const lockwoodMax1550 = source(
  'Glenn K. Lockwood: PVC, citing Intel ARK',
  'https://glennklockwood.com/garden/processors/pvc',
);

export const mlEngineeringChips = source(
  'ml-engineering: accelerators',
  'https://github.com/stas00/ml-engineering/blob/744d01e18b79512572f64a6bbd8b5f4a725203a7/compute/accelerator/README.md',
  '2026-08-22',
);
export const mlEngineeringNetwork = source(
  'ml-engineering: network',
  'https://github.com/stas00/ml-engineering/blob/744d01e18b79512572f64a6bbd8b5f4a725203a7/network/README.md',
  '2026-08-22',
);

export const inferenceXSpecs = source(
  'SemiAnalysisAI/InferenceX-app at 77ca49a: gpu-specs.ts',
  'https://github.com/SemiAnalysisAI/InferenceX-app/blob/77ca49a679198bbf593bd1a57fe26a27c9967bb3/packages/app/src/lib/gpu-specs.ts',
  '2026-04-03',
);
export const inferenceXPrices = source(
  'SemiAnalysisAI/InferenceX-app at 77ca49a: lib/constants.ts',
  'https://github.com/SemiAnalysisAI/InferenceX-app/tree/77ca49a679198bbf593bd1a57fe26a27c9967bb3',
  '2026-04',
);

export const aiconfigurator = source(
  'ai-dynamo/aiconfigurator: systems/*.yaml',
  'https://github.com/ai-dynamo/aiconfigurator',
  '2026-07',
);
export const inferSim = source(
  'alibaba/InferSim: hardware/gpu.py',
  'https://github.com/alibaba/InferSim/blob/main/hardware/gpu.py',
  '2025',
);
export const llmAnalysis = source(
  'cli99/llm-analysis: GPU configurations',
  'https://github.com/cli99/llm-analysis',
);
export const llmViewer = source(
  'hahnyuan/LLM-Viewer: hardware_params.py',
  'https://github.com/hahnyuan/LLM-Viewer/blob/main/hardwares/hardware_params.py',
);
export const huggingfaceHardware = source(
  'huggingface.js: hardware-nvidia.ts',
  'https://github.com/huggingface/huggingface.js',
);
export const scalingBook = source(
  'How to scale your model: TPUs',
  'https://github.com/jax-ml/scaling-book/blob/0819a7d8c55ddc113f5cba0285a5f97380cac1e3/tpus.md',
  '2025-02-18',
);
export const faradayNvlink = source(
  'Fridays with Faraday: NVLink and NVSwitch',
  'https://fridayswithfaraday.com/posts/gpu-hw-nvlink-nvswitch-interconnect',
);
/** Reported memory sizes of rented GPUs, in MiB. */
export const nvidiaSmiReports = source(
  'modal-labs/modal-client#2797: nvidia-smi of rented GPUs',
  'https://github.com/modal-labs/modal-client/issues/2797',
);
