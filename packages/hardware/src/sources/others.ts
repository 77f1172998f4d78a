/** Documents about chips of Intel, Apple, Groq, Cerebras and Qualcomm. */
import { source } from '../figure.ts';

export const gaudiSlides = source(
  'Intel at Hot Chips: Gaudi 3 (copy)',
  'https://www.sgpjbg.com/baogao/465025.html',
  '2024-08',
);
export const gaudiNetwork = source(
  'Intel Gaudi documentation: network configuration',
  'https://docs.habana.ai/en/latest/Management_and_Monitoring/Network_Configuration/index.html',
);
export const arcB60Comparison = source(
  'hmc-tech: Arc Pro B60',
  'https://hmc-tech.com/gpu/intel-arc-pro-b60-vs-nvidia-quadro-p620',
  '2025',
);
export const arcB60Second = source(
  'technical.city: Arc Pro B60',
  'https://technical.city/en/video/Iris-Xe-Graphics-96EU-vs-Arc-Pro-B60',
);
export const xeon6980pArticle = source(
  'rillor: Granite Rapids and Turin beside GPUs',
  'https://rillor.com/insights/granite-rapids-vs-turin-cpu-pairing-gpu-servers',
  '2026-05-23',
);
export const appleComparison = source(
  'hmc-tech: M4 Max and M2 Ultra',
  'https://hmc-tech.com/gpu/apple-32-core-m4-max-vs-apple-60-core-m2-ultra',
);
export const m3UltraArticle = source(
  'Ars Technica (copy): M3 Ultra',
  'https://inforeader.com/i/?a=reader&rid=67c916097fa95&search=%23m3%2Bultra',
  '2025-03',
);
export const m4MaxArticle = source(
  'gamebastion, wccftech: M4 Max',
  'https://gamebastion.com/n/apple-s-m4-max-is-the-first-non-ultra/474547',
  '2024-10',
);
export const groqArticle = source(
  'TechPowerUp: Groq LPU',
  'https://techpowerup.com/news-tags/Processor?page=3',
  '2024-02',
);
export const wse3Article = source(
  'Tom’s Hardware: Cerebras WSE-3',
  'https://www.tomshardware.com/tech-industry/artificial-intelligence/cerebras-launches-900000-core-125-petaflops-wafer-scale-processor-for-ai-theoretically-equivalent-to-about-62-nvidia-h100-gpus',
  '2024-03-13',
);
export const wse3Second = source(
  'yobitel: WSE-3, which calls 125 PFLOPS sparse',
  'https://www.yobitel.com/knowledge-base/cerebras-wse-3',
);
export const qualcommArchitecture = source(
  'Qualcomm Cloud AI SDK: architecture',
  'https://quic.github.io/cloud-ai-sdk-pages/latest/Getting-Started/Architecture',
);
export const qualcommArticle = source(
  'grokipedia: Qualcomm Cloud AI 100',
  'https://grokipedia.com/page/Qualcomm_Cloud_AI_100',
);
