import type { Gap, GapTensor } from '../gap.ts';
import { certainState, ofKept } from '../suite/knownState.ts';
import { shapeText } from '../text/markdown.ts';
import type { TensorAnalysis } from './document.ts';
import { keptElements, readingsFor, readingText } from './readings.ts';

type Declared = Pick<TensorAnalysis, 'concept' | 'whatItIs' | 'whyUnusual' | 'meaning'> & {
  readonly kvCache: string;
};

const mostKinds = 3;

/** What known layer kinds say of a tensor that they declare; nothing where none does. */
export function declaredAnalysis(
  gap: Gap,
  tensor: GapTensor,
  isRecurrent: boolean,
): Declared | undefined {
  const { nearest } = gap;
  const { name, shape } = tensor;
  if (nearest?.isConfigured !== true || !nearest.shared.includes(name)) {
    return byName(tensor, isRecurrent);
  }
  const { kind, mismatches } = nearest;
  const mismatch = mismatches.find((each) => each.name === name);
  const kvCache = keptFrom(gap, name, isRecurrent);
  if (mismatch === undefined) {
    return {
      concept: `tensor of ${kind}`,
      whatItIs: `${kind}, which the configuration asks for here, declares it so: ${shapeText(shape)}.`,
      whyUnusual:
        'It is as expected, and listed because a kind explains all tensors of a module or none: others of this module differ.',
      meaning: `That of the same tensor of ${kind}.`,
      kvCache,
    };
  }
  const readings = readingsFor(gap, name).map((reading) => `Possible: ${readingText(reading)}`);
  return {
    concept: `tensor of ${kind} in another shape`,
    whatItIs: `${kind}, which the configuration asks for here, declares it as ${shapeText(mismatch.expected)}; the checkpoint holds ${shapeText(mismatch.observed)}.`,
    whyUnusual: 'It is the shape that the configuration does not lead to.',
    meaning:
      readings.length > 0
        ? `${readings.join(' ')} The model code says which it is.`
        : `Not known: no choice of one key of ${kind} leads to this shape. Read the model code before the layer is written.`,
    kvCache,
  };
}

function keptFrom(gap: Gap, name: string, isRecurrent: boolean): string {
  const keeps = certainState(gap, isRecurrent) ?? [];
  if (!ofKept.test(name)) return 'None of its own.';
  if (keeps.length === 0) return 'Not known: what differs in this module may change what is kept.';
  return `What it yields is kept, as in ${gap.nearest?.kind ?? 'the kind'}: ${keptElements(keeps)}.`;
}

/** A name that kinds declare, in a module of which nobody says that it is one of them. */
function byName(
  { name, shape, declaredBy = [] }: GapTensor,
  isRecurrent: boolean,
): Declared | undefined {
  if (declaredBy.length === 0) return undefined;
  const more = declaredBy.length - mostKinds;
  const kinds = `${declaredBy.slice(0, mostKinds).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return {
    concept: 'tensor of a known name',
    whatItIs: `A tensor ${shapeText(shape)} of a name that layer kinds declare: ${kinds}.`,
    whyUnusual:
      'The name is known; that the module as a whole is one of these kinds, nothing says.',
    meaning:
      'What it means in those kinds it may mean here, and a name proves nothing. Read the model code before the layer is written.',
    kvCache:
      ofKept.test(name) && !isRecurrent
        ? 'Not known: attention over cached positions keeps what it yields, other layers do not.'
        : 'Not known: a name does not say what is kept between steps.',
  };
}
