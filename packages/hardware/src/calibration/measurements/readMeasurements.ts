import type { Fault } from '@mantile/core';
import type { KernelKind } from '../formulas/kernelSizes.ts';
import {
  decodeAttentionTable,
  latentDecodeTable,
  latentPrefillTable,
  prefillAttentionTable,
} from './attentionTables.ts';
import {
  collectiveTable,
  engineAllReduceTable,
  libraryAllToAllTable,
} from './communicationTables.ts';
import { expertsTable } from './expertsTable.ts';
import { matmulTable } from './matmulTable.ts';
import type { Measurement } from './measurement.ts';
import type { MeasurementTable } from './measurementTable.ts';
import { stateDecodeTable, statePrefillTable } from './stateTables.ts';
import { domainExchangeTable, expertExchangeTable } from './tokenExchangeTables.ts';
import { readTable, RowReader, timeSuffix } from './table.ts';

const tables: readonly { readonly [Kind in KernelKind]: MeasurementTable<Kind> }[KernelKind][] = [
  matmulTable,
  decodeAttentionTable,
  prefillAttentionTable,
  latentDecodeTable,
  latentPrefillTable,
  expertsTable,
  collectiveTable,
  libraryAllToAllTable,
  engineAllReduceTable,
  expertExchangeTable,
  domainExchangeTable,
  stateDecodeTable,
  statePrefillTable,
];

/** The names of the tables that can be read: `gemm`, `decode_attn` and so on. */
export function tableNames(): readonly string[] {
  return [...new Set(tables.map(({ file }) => file))];
}

/** The measurements in one table; what is wrong with it goes to `faults`. */
export function readMeasurements(
  name: string,
  text: string,
  faults: Fault[],
): readonly Measurement[] {
  const readers = tables.filter(({ file }) => file === name);
  const [first] = readers;
  if (first === undefined) {
    faults.push({
      code: 'measurement.unknown_table',
      path: name,
      value: name,
      legal: tableNames(),
      message: `${name} is no table of measurements; there are ${tableNames().join(', ')}.`,
    });
    return [];
  }
  const before = faults.length;
  const rows = readTable(name, text, first.columns, faults);
  // Without its columns every row would be reported again.
  if (faults.slice(before).some(({ path }) => path === `${name}:1`)) return [];
  const measurements: Measurement[] = [];
  for (const row of rows) {
    const found: Fault[] = [];
    const reader = new RowReader(name, row, found);
    for (const column of row.values.keys()) {
      if (!column.endsWith(timeSuffix)) continue;
      const microseconds = reader.time(column);
      if (microseconds === undefined) continue;
      const prefix = column.slice(0, -timeSuffix.length);
      const engine = prefix === 'latency' ? 'any' : prefix;
      for (const table of readers) {
        const read = table.read(reader, engine);
        if (read === undefined) continue;
        measurements.push({
          kind: table.kind,
          microseconds,
          place: `${name}:${row.line}`,
          ...read,
          engine: read.engine ?? engine,
        } as Measurement);
      }
    }
    // Several columns of times read the same cells: each fault is told once.
    const told = new Set<string>();
    for (const fault of found) {
      if (told.has(fault.message)) continue;
      told.add(fault.message);
      faults.push(fault);
    }
  }
  const lineOf = ({ path }: Fault): number => Number(path.slice(name.length + 1));
  faults.push(...faults.splice(before).sort((first, second) => lineOf(first) - lineOf(second)));
  return measurements;
}
