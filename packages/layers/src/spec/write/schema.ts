import * as z from 'zod';

const object = 'expected an object';

const oneLine = (what: string) =>
  z.string({ error: `expected ${what}` }).regex(/^[^\r\n\u2028\u2029]*\S[^\r\n\u2028\u2029]*$/, {
    error: `expected ${what} in one line`,
  });

/** Headings are the document's own: they divide it into cases and their parts. */
const heading = /^[ \t]*#{1,6}(?:\s|$)|^[ \t]*\S.*\r?\n {0,3}(?:=+|-+)[ \t]*\r?$/m;

const paragraph = z
  .string({ error: 'expected a text' })
  .refine((text) => !heading.test(text), { error: 'expected a text without a heading in it' })
  .refine((text) => (text.match(/^\s*(?:```|~~~)/gm) ?? []).length % 2 === 0, {
    error: 'expected a text that closes the code block that it opens',
  });

const paragraphs = z.array(paragraph, { error: 'expected an array of texts' });

const positive = z
  .number({ error: 'expected a number above zero' })
  .positive({ error: 'expected a number above zero' });

/** Values of an object that the layer itself reads, and refuses. */
const readByLayer = z.record(z.string(), z.unknown(), { error: object });

const hardware = z.strictObject(
  {
    peakFlops: z.record(z.string(), positive, {
      error: 'expected FLOPs per second by number format, such as { bf16: 989e12 }',
    }),
    memoryBandwidth: positive,
    linkBandwidth: positive.optional(),
    linkLatency: z
      .number({ error: 'expected seconds' })
      .nonnegative({ error: 'expected seconds, none below zero' })
      .optional(),
  },
  { error: object },
);

const specCase = z.strictObject(
  {
    title: oneLine('a title'),
    spec: readByLayer,
    step: z.strictObject(
      {
        phase: z.unknown(),
        batchSize: z.unknown(),
        seqLen: z.unknown().optional(),
        contextLen: z.unknown().optional(),
      },
      { error: object },
    ),
    dtype: z.unknown().optional(),
    dtypes: readByLayer.optional(),
    parallelism: readByLayer.optional(),
    causal: z.enum(['dense', 'exact'], { error: 'expected "dense" or "exact"' }).optional(),
    overlap: z.enum(['none', 'full'], { error: 'expected "none" or "full"' }).optional(),
    hardware: hardware.optional(),
  },
  { error: object },
);

/** A prefix with which the headings of the cases are recognised. */
const prefix = z
  .string({ error: 'expected a prefix such as "MLP"' })
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,40}$/, {
    error: 'expected a letter, and up to 40 more letters, digits and underscores',
  });

function isLayerClass(value: unknown): boolean {
  return typeof value === 'function' && typeof (value as { kind?: unknown }).kind === 'string';
}

/** The shape of a `SpecDocument`. */
export const documentSchema = z.strictObject(
  {
    layer: z.custom(isLayerClass, { error: 'expected a layer class, such as MLPLayer' }),
    prefix,
    title: oneLine('a title').optional(),
    overview: paragraphs,
    conventions: paragraphs.optional(),
    cases: z
      .array(specCase, { error: 'expected an array of cases' })
      .min(1, { error: 'expected at least one case' })
      .max(2000, { error: 'expected at most 2,000 cases' }),
  },
  { error: 'expected a document: an object with layer, prefix, overview and cases' },
);
