import { standardDtypes, type DtypeName } from '@mantile/core';
import * as z from 'zod';

/**
 * A hardware file as JSON holds it.
 *
 * @example
 * import type { HardwareDocument } from '@mantile/hardware';
 * const document: HardwareDocument = {
 *   name: 'Acme One',
 *   compute_per_package_PFlops: { bf16: 0.4 },
 *   memory_per_package: [{ type: 'HBM', capacity_GB: 96, bandwidth_GBs: 2400 }],
 * };
 * document.packages_per_domain // => undefined
 * @category Hardware files
 */
export interface HardwareDocument {
  /** Name of the chip, or of the system of such chips. */
  readonly name: string;
  readonly description?: string | undefined;
  readonly manufacturer?: string | undefined;
  /** Dense peak of one package by number format, in 10¹⁵ operations per second. */
  readonly compute_per_package_PFlops: Readonly<Partial<Record<DtypeName | 'fp4' | 'fp6', number>>>;
  /** Memory levels of one package, in decimal gigabytes; weights live in the first. */
  readonly memory_per_package: readonly {
    readonly type: string;
    readonly capacity_GB: number;
    readonly bandwidth_GBs: number;
  }[];
  /** What one package sends to others of its domain, in one direction. */
  readonly interconnect_bandwidth_GBs?: number | undefined;
  readonly interconnect_latency_us?: number | undefined;
  /** Whether, or which share of, memory traffic overlaps arithmetic in decode. */
  readonly decode_load_overlap?: boolean | number | undefined;
  /** Whether, or which share of, communication overlaps the rest in decode. */
  readonly decode_comms_overlap?: boolean | number | undefined;
  readonly fixed_overhead_per_kernel_us?: number | undefined;
  /** Power of one package. */
  readonly power_kw?: number | undefined;
  /** Cost of one package for one second. */
  readonly tco_sec_usd?: number | undefined;
  /** Packages that the interconnect joins; 1 when absent. */
  readonly packages_per_domain?: number | undefined;
  /** Domains of a cluster; 1 when absent. The format has no figure for links between them. */
  readonly domains_per_cluster?: number | undefined;
}

// Built when first asked for, so that whoever reads no files carries no schema library.
function build(): z.ZodType<HardwareDocument> {
  // The names of core, and two that documents use without naming the block format.
  const formats = ['fp4', 'fp6', ...(Object.keys(standardDtypes) as DtypeName[])] as const;
  const positive = z.number().positive();
  const notNegative = z.number().nonnegative();
  const count = z.int().min(1).max(1e9);
  const share = z.union([z.boolean(), z.number().min(0).max(1)]);
  return z.strictObject({
    name: z
      .string()
      .min(1)
      .meta({ description: 'Name of the chip, or of the system of such chips.' }),
    description: z.string().optional().meta({ description: 'Free text.' }),
    manufacturer: z.string().optional().meta({ description: 'Who makes the chip.' }),
    compute_per_package_PFlops: z
      .partialRecord(z.enum(formats), positive)
      .refine((peaks) => Object.keys(peaks).length > 0, 'expected at least one peak')
      .meta({
        description: 'Dense peak of one package by number format, in 10¹⁵ operations per second.',
      }),
    memory_per_package: z
      .array(
        z.strictObject({
          type: z.string().min(1).meta({ description: 'HBM, SRAM and the like.' }),
          capacity_GB: positive.meta({ description: 'Decimal gigabytes, 10⁹ bytes.' }),
          bandwidth_GBs: positive.meta({ description: 'Decimal gigabytes per second.' }),
        }),
      )
      .min(1)
      .meta({ description: 'Memory levels of one package; weights live in the first.' }),
    interconnect_bandwidth_GBs: positive.optional().meta({
      description: 'What one package sends to others of its domain, in one direction.',
    }),
    interconnect_latency_us: notNegative.optional().meta({
      description: 'Latency of one hop inside a domain, in microseconds.',
    }),
    decode_load_overlap: share.optional().meta({
      description: 'Whether, or which share of, memory traffic overlaps arithmetic in decode.',
    }),
    decode_comms_overlap: share.optional().meta({
      description: 'Whether, or which share of, communication overlaps the rest in decode.',
    }),
    fixed_overhead_per_kernel_us: notNegative.optional().meta({
      description: 'Fixed time of each kernel launched, in microseconds.',
    }),
    power_kw: positive.optional().meta({ description: 'Power of one package in kilowatts.' }),
    tco_sec_usd: positive.optional().meta({
      description: 'Cost of one package for one second, in USD.',
    }),
    packages_per_domain: count.optional().meta({
      description: 'Packages that the interconnect joins; 1 when absent.',
    }),
    domains_per_cluster: count.optional().meta({
      description:
        'Domains of a cluster; 1 when absent. The file has no figure for links between them.',
    }),
  });
}

let built: z.ZodType<HardwareDocument> | undefined;

/**
 * The schema of a hardware file: one chip, and how many of them a domain and a cluster join. Unknown keys
 * are refused, so that a misspelt one is not dropped in silence.
 *
 * @example
 * import { hardwareDocumentSchema } from '@mantile/hardware';
 * const { success } = hardwareDocumentSchema().safeParse({ name: 'Acme One' });
 * success // => false
 * @category Hardware files
 */
export function hardwareDocumentSchema(): z.ZodType<HardwareDocument> {
  built ??= build();
  return built;
}

/**
 * The JSON Schema of hardware files, for editors and for other languages; published with the package as
 * `schema/hardware.schema.json`.
 *
 * @example
 * import { hardwareJsonSchema } from '@mantile/hardware';
 * hardwareJsonSchema()['required'] // => ['name', 'compute_per_package_PFlops', 'memory_per_package']
 * @category Hardware files
 */
export function hardwareJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    ...z.toJSONSchema(hardwareDocumentSchema(), { io: 'input' }),
    title: 'Mantile hardware file',
  };
}
