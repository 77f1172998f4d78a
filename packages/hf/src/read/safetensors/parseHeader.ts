import { FaultList, type Fault } from '@mantile/core';
import { tensorBytes } from '../../tensors/size.ts';
import { safetensorsDtypes } from '../../tensors/storedDtypes.ts';
import type { StoredDtype, Tensor } from '../../tensors/tensor.ts';
import { JsonCursor, JsonSyntaxError } from '../json/jsonCursor.ts';
import { lineAndColumn } from '../json/lineAndColumn.ts';
import { TolerantReader } from '../json/tolerantReader.ts';
import { refusal } from '../refusal.ts';
import { decodeText } from '../text.ts';

const maximumTensors = 1_000_000;
const maximumDimensions = 16;
/** More say nothing new. */
const maximumFaults = 20;

/** A header read: the tensors, and the texts that its writer left. */
export interface SafetensorsHeader {
  readonly tensors: readonly Tensor[];
  readonly metadata: Readonly<Record<string, string>>;
}

interface Entry {
  readonly tensor: Tensor;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads the JSON of a safetensors header, and holds it against the size of the file: the tensors must fill what
 * follows the header without gap or overlap, each with as many bytes as its shape and type take.
 */
export function parseSafetensorsHeader(
  bytes: Uint8Array,
  file: string,
  dataBytes: number,
): SafetensorsHeader {
  const text = decodeText(bytes, file);
  try {
    return new HeaderReader(text, file, dataBytes).read();
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const message = `${lineAndColumn(text, error.index)} of the header: ${error.message}.`;
    throw refusal({ code: 'safetensors.header_malformed', path: file, message }, error);
  }
}

class HeaderReader {
  private readonly cursor: JsonCursor;
  private readonly file: string;
  private readonly dataBytes: number;
  private readonly entries: Entry[] = [];
  private readonly names = new Set<string>();
  private readonly faults: Fault[] = [];
  // A model repeats a handful of shapes for thousands of tensors: each is kept once.
  private readonly shapes = new Map<string, readonly number[]>();
  private metadata: Readonly<Record<string, string>> = {};

  constructor(text: string, file: string, dataBytes: number) {
    this.cursor = new JsonCursor(text);
    this.file = file;
    this.dataBytes = dataBytes;
  }

  read(): SafetensorsHeader {
    this.cursor.readObject((key, keyIndex) => {
      if (key === '__metadata__') this.readMetadata();
      else this.readEntry(key, keyIndex);
    });
    this.cursor.expectEnd();
    if (this.faults.length === 0) this.checkLayout();
    const list = new FaultList();
    for (const fault of this.faults) list.add(fault);
    list.throwIfAny();
    return { tensors: this.entries.map(({ tensor }) => tensor), metadata: this.metadata };
  }

  private readMetadata(): void {
    const value = new TolerantReader(this.cursor).read();
    if (typeof value !== 'object' || value === null) return;
    this.metadata = Object.fromEntries(
      Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
    );
  }

  private readEntry(name: string, keyIndex: number): void {
    if (this.names.has(name)) this.cursor.fail(`a second tensor is named ${name}`, keyIndex);
    if (this.names.size >= maximumTensors) {
      this.cursor.fail(`there are more than ${maximumTensors} tensors`, keyIndex);
    }
    this.names.add(name);
    let dtype: string | undefined;
    let shape: readonly number[] | undefined;
    let offsets: readonly number[] | undefined;
    this.cursor.readObject((key) => {
      if (key === 'dtype') dtype = this.cursor.readString();
      else if (key === 'shape') shape = this.readShape();
      else if (key === 'data_offsets') offsets = this.readNumbers(2);
      // A later version of the format may say more.
      else new TolerantReader(this.cursor).read();
    });
    const [start, end] = offsets ?? [];
    if (dtype === undefined || shape === undefined || start === undefined || end === undefined) {
      this.fault(name, 'incomplete', 'dtype, shape and two data_offsets are needed.');
    } else if (!isDtype(dtype)) {
      this.fault(name, 'unknown_dtype', `no type ${dtype} is known.`, dtype);
    } else {
      this.addEntry({ name, shape, dtype, file: this.file }, start, end);
    }
  }

  private addEntry(tensor: Tensor, start: number, end: number): void {
    const bytes = tensorBytes(tensor);
    if (!Number.isSafeInteger(bytes) || end - start !== bytes) {
      this.fault(
        tensor.name,
        'wrong_size',
        `${tensor.dtype} [${tensor.shape.join(', ')}] takes ${bytes} bytes; its data_offsets [${start}, ${end}] hold ${end - start}.`,
      );
    }
    this.entries.push({ tensor, start, end });
  }

  private readShape(): readonly number[] {
    const shape = this.readNumbers(maximumDimensions);
    const key = shape.join(',');
    const known = this.shapes.get(key);
    if (known !== undefined) return known;
    this.shapes.set(key, shape);
    return shape;
  }

  private readNumbers(maximum: number): readonly number[] {
    const numbers: number[] = [];
    this.cursor.readArray((position) => {
      if (position >= maximum) this.cursor.fail(`at most ${maximum} numbers are expected here`);
      this.cursor.peek();
      const { index } = this.cursor;
      const value = this.cursor.readNumber();
      if (!Number.isSafeInteger(value) || value < 0) {
        this.cursor.fail('expected a whole number of at least 0, exact as a double', index);
      }
      numbers.push(value);
    });
    return numbers;
  }

  private checkLayout(): void {
    let reached = 0;
    for (const { tensor, start, end } of [...this.entries].sort(byPlace)) {
      if (start !== reached) {
        const what = start < reached ? 'overlaps the tensor before' : 'leaves a gap before';
        this.fault(
          tensor.name,
          'not_contiguous',
          `starts at byte ${start} and ${what}, which ends at ${reached}.`,
        );
        return;
      }
      reached = end;
    }
    if (reached === this.dataBytes) return;
    const message = `the header describes ${reached} bytes of tensors; ${this.dataBytes} follow it.`;
    const code =
      reached > this.dataBytes ? 'safetensors.file_truncated' : 'safetensors.file_too_long';
    this.faults.push({ code, path: this.file, message, value: this.dataBytes });
  }

  private fault(name: string, code: string, message: string, value?: unknown): void {
    if (this.faults.length >= maximumFaults) return;
    const path = `${this.file}: ${name}`;
    this.faults.push({ code: `safetensors.${code}`, path, message, value });
  }
}

function byPlace(one: Entry, other: Entry): number {
  return one.start - other.start || one.end - other.end;
}

function isDtype(name: string): name is Extract<StoredDtype, keyof typeof safetensorsDtypes> {
  return Object.hasOwn(safetensorsDtypes, name);
}
