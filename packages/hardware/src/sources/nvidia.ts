/** Documents about NVIDIA's chips, links and systems; the vendor's own and others'. */
import { source } from '../figure.ts';

export const dgxB200Guide = source(
  'NVIDIA DGX B200 user guide',
  'https://docs.nvidia.com/dgx/dgxb200-user-guide/introduction-to-dgxb200.html',
);
export const dgxBasePod = source(
  'NVIDIA DGX BasePOD: core components',
  'https://docs.nvidia.com/dgx-basepod/reference-architecture-infrastructure-foundation-enterprise-ai/latest/core-components.html',
);
export const nvswitch3Blog = source(
  'NVIDIA developer blog: third-generation NVSwitch',
  'https://developer.nvidia.com/blog/upgrading-multi-gpu-interconnectivity-with-the-third-generation-nvidia-nvswitch/',
  '2022-08',
);
export const missionControl = source(
  'NVIDIA Base Command Manager: NVLink and power shelves',
  'https://docs.nvidia.com/base-command-manager/product-manuals/nvidia-mission-control/nvlink.md',
  '2026',
);
export const gb200NvlinkTrays = source(
  'setloop: GB200 NVL72 architecture',
  'https://setloop.io/blog/gb200-nvl72-architecture',
);
export const gb300RackTable = source(
  'vendordeep: Blackwell Ultra GB300, copy of the rack table',
  'https://vendordeep.com/report/nvidia-launches-blackwell-ultra-gb300',
);
export const verdaGb300 = source(
  'verda: GB300 NVL72 architecture',
  'https://verda.com/blog/gb300-nvl72-architecture',
);
export const datacrunchB300 = source(
  'datacrunch: B300 against B200',
  'https://datacrunch.io/blog/nvidia-b300-vs-b200-complete-gpu-comparison-to-date',
);
export const b200DeviceQuery = source(
  'pytorch/ao#4002: CUDA device query of a B200',
  'https://github.com/pytorch/ao/issues/4002',
  '2026-03-05',
);
export const hopperTable = source(
  'HPC-Tech: copy of NVIDIA’s H100 table',
  'https://archive-lib.hpctech.co.jp/gpuproduct/nvidia-h100.html',
);
export const h100PcieBrief = source(
  'NVIDIA PB-11133 v02 (copy): H100 PCIe product brief',
  'https://manuals.plus/m/56b0c3ef7d0a1c470c0af8f05a0bd1f29a778007472ba941201fbbb185c9bccd',
);
export const h100NvlArticle = source(
  'grokipedia: H100 NVL',
  'https://grokipedia.com/page/210100120',
);
export const h20Article = source(
  'Geekbench SM count of the H20',
  'https://zangshuxian.com/new/674733024499207168',
);
export const aiwikiGh200 = source('aiwiki: GH200', 'https://aiwiki.ai/wiki/nvidia_gh200', '2026');
export const spheronGh200 = source(
  'spheron: GH200 guide',
  'https://spheron.network/blog/nvidia-gh200-guide',
  '2026-01-25',
);
export const a100DeviceQuery = source(
  'Paderborn PC2: deviceQuery of an A100',
  'https://upb-pc2.atlassian.net/wiki/spaces/PC2DOK/pages/1900609',
);
export const a100Table = source(
  'thundercompute: A100 specifications',
  'https://www.thundercompute.com/blog/nvidia-a100-specs-full-guide',
);
export const v100Rates = source(
  'fudzilla: V100 beside A100',
  'https://fudzilla.com./news/ai/50832-nvidia-unveils-the-a100-tensor-core-gpu',
);
export const a10Table = source(
  'sysrqmts: A10 table',
  'https://sysrqmts.com/ru/gpus/compare/nvidia-a10-pcie-vs-nvidia-quadro-rtx-4000',
);
export const a40Datasheet = source(
  'reseller’s copy of NVIDIA’s A40 datasheet',
  'https://www.ecer.com/corp/details-uuuedqa-p1bsay9-multi-display-setups-supported-by-48gb-gddr6-ecc-memory-nvidia-a40-gpu-and-vga-outputs.html',
);
export const a40Comparison = source(
  'hmc-tech: A40',
  'https://hmc-tech.com/gpu/nvidia-a40-vs-nvidia-grid-a100b',
);
export const l4Table = source(
  'fpsbench: L4',
  'https://fpsbench.com/compare/gpu/nvidia-l4-vs-nvidia-tesla-m40',
);
export const l4Sparsity = source(
  'grokipedia: L4 and L40S',
  'https://grokipedia.com/page/NVIDIA_L4_vs_L40S',
);
export const l40sTable = source(
  'reseller’s copy of NVIDIA’s L40/L40S table',
  'https://www.mullet.se/product.html?product_id=355414',
);
export const rtx4090Table = source(
  'gigagpu: RTX 4090, dense and sparse',
  'https://gigagpu.com/?p=34220',
);
export const rtx4090Second = source(
  'waredb: RTX 4090',
  'https://waredb.com/processor/nvidia-geforce-rtx-4090',
);
export const rtx5090Table = source(
  'hmc-tech: RTX 5090',
  'https://hmc-tech.com/gpu/nvidia-4x-geforce-rtx-5090-vs-amd-radeon-rx-7900-gre',
);
export const rtxBlackwellPaper = source(
  'libertify: RTX Blackwell architecture',
  'https://www.libertify.com/interactive-library/nvidia-rtx-blackwell-gpu-architecture-neural-rendering/',
);
export const rtxPro6000Article = source(
  'topcpu: RTX PRO 6000',
  'https://www.topcpu.net/es/news/nvidia-launches-96gb-rtx-5090-model-with-a-whopping-price-tag-of-10000',
);
export const dgxPowerArticle = source('unanswered.io, quoting the DGX H100/H200 user guide');
