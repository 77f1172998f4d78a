import type { Gap, GapTensor } from '../gap.ts';
import { certainState, ofKept } from '../suite/knownState.ts';
import { code, shapeText } from '../text/markdown.ts';
import type { TensorAnalysis } from './document.ts';
import { keptElements, readingsFor, readingText } from './readings.ts';

type Declared = Pick<TensorAnalysis, 'concept' | 'whatItIs' | 'whyUnusual' | 'meaning'> & {
  readonly kvCache: string;
  /** Whether a kind is held against the module, and not only against the name. */
  readonly isOfKind: boolean;
};

const mostKinds = 3;

const uncertain =
  'Not known: attention over cached positions keeps what it yields, other layers do not.';

/** What known layer kinds say of a tensor that they declare; nothing where none does. */
export function declaredAnalysis(
  gap: Gap,
  tensor: GapTensor,
  isRecurrent: boolean,
): Declared | undefined {
  const { nearest } = gap;
  const { name, shape } = tensor;
  const joined = nearest?.joined?.find((each) => each.name === name);
  if (nearest !== undefined && joined !== undefined) {
    const parts = joined.parts.map(code).join(', ');
    return {
      concept: `tensors of ${nearest.kind} in one`,
      whatItIs: `A tensor ${shapeText(shape)}: as long as ${parts} together, which ${nearest.kind}, asked for here by the configuration, declares and the checkpoint lacks.`,
      whyUnusual: 'The kind holds them one by one.',
      meaning: `Possible: ${parts}, one behind the other or by groups. Their lengths fit; their order, no shape tells.`,
      kvCache: joined.parts.some((part) => ofKept.test(part))
        ? 'Not known for certain: as in the kind, where the tensor holds what its length says.'
        : 'None of its own.',
      isOfKind: true,
    };
  }
  if (nearest?.sizes === undefined || !nearest.shared.includes(name)) {
    return byName(tensor, isRecurrent);
  }
  const { kind, mismatches, isConfigured } = nearest;
  const who = isConfigured
    ? `${kind}, which the configuration asks for here,`
    : `${kind}, whose names the tensors of this module have, with the sizes that the configuration states,`;
  const mismatch = mismatches.find((each) => each.name === name);
  const kvCache = keptFrom(gap, name, isRecurrent);
  if (mismatch === undefined) {
    return {
      concept: `tensor of ${kind}`,
      whatItIs: `${who} declares it so: ${shapeText(shape)}.`,
      whyUnusual:
        'It is as expected, and listed because a kind explains all tensors of a module or none: others of this module differ.',
      meaning: `That of the same tensor of ${kind}.`,
      kvCache,
      isOfKind: true,
    };
  }
  const readings = readingsFor(gap, name).map((reading) => `Possible: ${readingText(reading)}`);
  return {
    concept: `tensor of ${kind} in another shape`,
    whatItIs: `${who} declares it as ${shapeText(mismatch.expected)}; the checkpoint holds ${shapeText(mismatch.observed)}.`,
    whyUnusual: 'It is the shape that the configuration does not lead to.',
    meaning:
      readings.length > 0
        ? `${readings.join(' ')} The model code says which it is.`
        : `Not known: no choice of one key of ${kind} leads to this shape. Read the model code before the layer is written.`,
    kvCache,
    isOfKind: true,
  };
}

function keptFrom(gap: Gap, name: string, isRecurrent: boolean): string {
  const keeps = certainState(gap, isRecurrent) ?? [];
  if (!ofKept.test(name)) return 'None of its own.';
  if (gap.nearest?.isConfigured !== true) return uncertain;
  if (keeps.length === 0) return 'Not known: what differs in this module may change what is kept.';
  return `What it yields is kept, as in ${gap.nearest.kind}: ${keptElements(keeps)}.`;
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
        ? uncertain
        : 'Not known: a name does not say what is kept between steps.',
    isOfKind: false,
  };
}
