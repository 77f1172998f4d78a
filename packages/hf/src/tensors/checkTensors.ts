import type { Finding } from '@mantile/config';
import { shown } from './shown.ts';
import { storedBlock } from './storedDtypes.ts';

const most = 100;

/** What is no tensor in a list of them, each with its place: nothing may be counted of such. */
export function checkTensors(tensors: unknown): readonly Finding[] {
  const findings: Finding[] = [];
  const refuse = (path: string, expected: string, value: unknown): void => {
    if (findings.length >= most) return;
    const message = `expected ${expected}, got ${shown(value)}.`;
    findings.push({ code: 'tensor.invalid', severity: 'error', path, message });
  };
  if (!Array.isArray(tensors)) {
    refuse('tensors', 'a list of tensors', tensors);
    return findings;
  }
  for (const [at, tensor] of (tensors as readonly unknown[]).entries()) {
    const path = `tensors[${at}]`;
    if (typeof tensor !== 'object' || tensor === null) {
      refuse(path, 'a tensor', tensor);
      continue;
    }
    const { name, shape, dtype } = tensor as Readonly<Record<string, unknown>>;
    if (typeof name !== 'string' || name === '') refuse(`${path}.name`, 'a name', name);
    if (typeof dtype !== 'string' || storedBlock(dtype) === undefined) {
      refuse(`${path}.dtype`, 'a stored type such as BF16', dtype);
    }
    checkShape(shape, `${path}.shape`, refuse);
  }
  return findings;
}

function checkShape(
  shape: unknown,
  path: string,
  refuse: (path: string, expected: string, value: unknown) => void,
): void {
  if (!Array.isArray(shape)) {
    refuse(path, 'a list of sizes', shape);
    return;
  }
  let elements = 1;
  for (const [at, size] of (shape as readonly unknown[]).entries()) {
    const isSize = Number.isSafeInteger(size) && (size as number) >= 0;
    if (!isSize) refuse(`${path}[${at}]`, 'a whole number from 0', size);
    else elements *= size as number;
  }
  if (elements > Number.MAX_SAFE_INTEGER) refuse(path, 'fewer than 2^53 elements', shape);
}
