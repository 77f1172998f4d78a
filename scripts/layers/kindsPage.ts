/** docs/layer-kinds.md: every kind with the keys of its spec, from the schemas and the doc comments in the sources. */
import type { LayerClass } from '@mantile/core';
import { standardLayers } from '@mantile/layers';
import { withPart } from '../markdown/part.ts';
import { table } from '../markdown/table.ts';
import { kindComments, type KindComments } from './comments.ts';
import { specKeys } from './specKeys.ts';

export const kindsPage = 'docs/layer-kinds.md';

function section(layerClass: LayerClass, { sentence, keys }: KindComments): readonly string[] {
  const { kind, supportedParallelism } = layerClass;
  const rows = specKeys(layerClass).map(({ name, legal, default: fallback }) => {
    const comment = keys.get(name) ?? '';
    if (comment === '') throw new Error(`${kind} says nothing of its key ${name}`);
    return [`\`${name}\``, legal, fallback, comment].map((cell) => cell.replaceAll('|', '\\|'));
  });
  const axes = supportedParallelism.map((axis) => `\`${axis}\``).join(', ');
  return [
    `### ${kind}`,
    '',
    sentence,
    '',
    `Spread by ${axes}. [Worked out](../packages/layers/specs/${kind}.md).`,
    '',
    ...(rows.length === 0
      ? ['Its spec has no keys.']
      : table(['key', 'legal values', 'default', 'meaning'], rows)),
    '',
  ];
}

function kinds(): string {
  const comments = kindComments();
  const topics = new Map<string, string[]>();
  for (const layerClass of standardLayers.classes) {
    const said = comments.get(layerClass.kind);
    if (said === undefined) throw new Error(`no class exported as ${layerClass.kind}`);
    const topic = topics.get(said.category) ?? [];
    topics.set(said.category, [...topic, ...section(layerClass, said)]);
  }
  return [...topics].flatMap(([topic, lines]) => [`## ${topic}`, '', ...lines]).join('\n');
}

/** The page with its kinds written anew; what people wrote around them stays. */
export function withKindsAndKeys(text: string): Promise<string> {
  return withPart(text, 'keys: written by npm run docs:layers', kinds());
}
