import { gapsOf, gapSuite } from '@mantile/hf';
import { mixerTensors, toyConfig } from './models.ts';

const { gaps, context } = gapsOf({ config: toyConfig, tensors: mixerTensors() });

/** What somebody might export who has written the missing class. */
export const layers = gaps.flatMap((gap) => gapSuite(gap, context)?.layer ?? []);
