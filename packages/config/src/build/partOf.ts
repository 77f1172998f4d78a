import { modelParts, type ModelPart } from '../modelConfig.ts';

/** The part that a type of layer belongs to: the first word of its name where that is a part, otherwise the text. */
export function partOf(name: string): ModelPart {
  const [first] = name.split('.');
  return modelParts.find((part) => part === first) ?? 'text';
}
