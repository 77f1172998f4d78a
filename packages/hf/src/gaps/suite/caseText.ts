import { count } from '../text/markdown.ts';
import { bytesOf, figuresOf, localSizes, type CaseFigures, type Given } from './caseFigures.ts';
import type { GapCase } from './cases.ts';
import { flopsLines } from './flopsLines.ts';
import { letter, statable, sumLine } from './lines.ts';
import type { GapPlan } from './plan.ts';

/** A case as the document has it, from its parameters to its results. */
export function caseText(
  id: string,
  { title, ...given }: GapCase,
  plan: GapPlan,
): readonly string[] {
  const figures = figuresOf(given, plan);
  return [
    `# Test ${id} — ${title}`,
    '',
    '### Test case parameters',
    '',
    ...parametersOf(plan.kind, given),
    '',
    'Derived:',
    '',
    `- \`numPackages = ${[...Object.keys(given.parallelism), figures.packages].join(' = ')}\``,
    '',
    '### Expected calculations (step-by-step)',
    '',
    '#### 1) FLOPs that the tensors show',
    '',
    ...flopsLines(given, plan),
    '#### 2) Weight memory',
    '',
    ...weightLines(given, plan, figures),
    '',
    '#### 3) KV cache and other state',
    '',
    ...stateLines(given, plan, figures),
    '',
    '### Expected results',
    '',
    `- numPackages: **${figures.packages}**`,
    `- weightMemoryPerPackage: **${count(figures.weights)}**`,
    `- weightMemoryTotal: **${count(figures.weights * figures.packages)}**`,
    ...(figures.state === undefined
      ? []
      : [
          `- kvCachePerPackage: **${count(figures.state)}**`,
          `- kvCacheTotal: **${count(figures.state * figures.packages)}**`,
        ]),
    '',
  ];
}

function parametersOf(kind: string, { spec, parallelism, step }: Given): readonly string[] {
  const stated: readonly (readonly [string, string | number])[] = [
    ['layer', kind],
    ...Object.entries(spec),
    ['dtype', 'bf16'],
    ...Object.entries(parallelism),
    ['phase', step.phase],
    ['batchSize', step.batchSize],
    ['seqLen', step.seqLen],
    ['contextLen', step.contextLen],
    ['causal', 'dense'],
  ];
  return stated.map(
    ([name, value]) => `- ${name} = **${typeof value === 'number' ? count(value) : value}**`,
  );
}

function weightLines(
  given: Given,
  { tensors }: GapPlan,
  { weights, packages }: CaseFigures,
): readonly string[] {
  const lines = tensors.map((tensor, at) => {
    const { name, isNamed, isSingle } = tensor;
    const sizes = localSizes(tensor, given);
    const shape = sizes.map(({ size }) => count(size)).join(', ');
    const wide = sizes.filter(
      ({ size }, each) => size !== 1 || tensor.cuts.some(({ dimension }) => dimension === each),
    );
    const text = [...wide.map((each) => each.text), isSingle ? 4 : 2].join(' * ');
    const bytes = bytesOf(tensor, given);
    const isStated = isNamed && shape !== '' && statable.test(name);
    const what = isStated
      ? `${name}, [${shape}] in ${isSingle ? 'fp32' : 'bf16'}`
      : `tensor ${letter(at)}`;
    return `- ${what}: \`${text === String(bytes) ? '' : `${text} = `}${count(bytes)} bytes\``;
  });
  const each = tensors.map((tensor) => bytesOf(tensor, given));
  return [
    ...lines,
    '',
    'Per package:',
    '',
    sumLine('weightMemoryPerPackage', each),
    `- \`weightMemoryTotal = numPackages * weightMemoryPerPackage = ${packages} * ${count(weights)} = ${count(weights * packages)}\``,
  ];
}

function stateLines(
  given: Given,
  { keeps = [] }: GapPlan,
  { state, packages }: CaseFigures,
): readonly string[] {
  if (state === undefined) {
    return [
      'Not stated: no tensor shows what is kept between steps. Add it from the model code, with the class.',
    ];
  }
  const { tensorParallel = 1, attentionDataParallel = 1 } = given.parallelism;
  const batch = attentionDataParallel === 1 ? 'batchSize' : 'batchSize / attentionDataParallel';
  const per = tensorParallel === 1 ? '' : ' / tensorParallel';
  const terms = keeps.map(({ keys: [units, width] }) => `${units}${per} * ${width}`);
  return [
    `Kept for every position: ${keeps.map(({ name }) => name).join(' and ')}, two bytes an element.`,
    '',
    `- \`kvCachePerPackage = ${batch} * (contextLen + seqLen) * (${terms.join(' + ')}) * 2 = ${count(state)}\``,
    `- \`kvCacheTotal = numPackages * kvCachePerPackage = ${packages} * ${count(state)} = ${count(state * packages)}\``,
  ];
}
