import type { GapContext } from '../context.ts';
import type { Concept } from '../knowledge/concept.ts';
import type { Reference } from './document.ts';

/** Where to read on: the model's own code first, then engines, papers and the documentation of what it is built from. */
export function referencesFor(
  { hfModelId, modelType }: GapContext,
  concepts: readonly Concept[],
): readonly Reference[] {
  const isType = modelType !== undefined && /^[a-z][a-z0-9_-]{0,60}$/.test(modelType);
  const file = isType ? modelType.replaceAll('-', '_') : '';
  const papers = new Map(concepts.flatMap(({ paper }) => (paper ? [[paper.url, paper]] : [])));
  return [
    ...(hfModelId !== undefined && /^[\w.-]{1,96}\/[\w.-]{1,96}$/.test(hfModelId)
      ? [
          {
            title: 'The model, its configuration, and its code where it brings its own',
            where: `https://huggingface.co/${hfModelId}`,
          },
        ]
      : []),
    ...(isType
      ? [
          {
            title: 'Transformers, where it has this model type',
            where: `src/transformers/models/${file}/modeling_${file}.py`,
          },
        ]
      : []),
    { title: 'vLLM, model implementations', where: 'vllm/model_executor/models/' },
    { title: 'vLLM, documentation', where: 'https://docs.vllm.ai/en/latest/' },
    { title: 'SGLang, model implementations', where: 'python/sglang/srt/models/' },
    { title: 'SGLang, documentation', where: 'https://docs.sglang.ai/' },
    { title: 'PyTorch, torch.nn', where: 'https://pytorch.org/docs/stable/nn.html' },
    ...[...papers.values()].map(({ title, url }) => ({ title: `Paper: ${title}`, where: url })),
  ];
}
