import type { ModelPart } from '@mantile/config';

const words: readonly (readonly [RegExp, ModelPart])[] = [
  [/(^|[._])(vision|visual|image|vit|mm_projector|multi_modal_projector)([._]|$)/i, 'vision'],
  [/(^|[._])(audio|speech)([._]|$)/i, 'audio'],
  [/(^|[._])mtp([._]|$)/i, 'mtp'],
  [/(^|[._])encoder([._]|$)/i, 'encoder'],
];

/** The part beside the text model that a module's name says it belongs to; nothing where it says none. */
export function partByName(module: string): ModelPart | undefined {
  return words.find(([pattern]) => pattern.test(module.slice(0, 400)))?.[1];
}
