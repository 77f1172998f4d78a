import type { Finding } from '@mantile/config';
import type { Tensor } from '../../tensors/tensor.ts';
import type { SafetensorsIndex } from '../safetensors/parseIndex.ts';

/** Named at most, of tensors that all have the same to say. */
const maximumNamed = 3;

/** Holds the tensors found against the index, and against each other. */
export function compareWithIndex(
  tensors: readonly Tensor[],
  bytes: number,
  index: SafetensorsIndex | undefined,
  path: string,
): readonly Finding[] {
  const findings: Finding[] = [];
  const report = (code: string, names: readonly string[], what: string, fix: string): void => {
    if (names.length === 0) return;
    const named = names.slice(0, maximumNamed).join(', ');
    const more = names.length > maximumNamed ? ` and ${names.length - maximumNamed} more` : '';
    findings.push({ code, severity: 'error', path, message: `${what}: ${named}${more}.`, fix });
  };
  const seen = new Set<string>();
  const twice: string[] = [];
  for (const { name } of tensors) {
    if (seen.has(name)) twice.push(name);
    seen.add(name);
  }
  report(
    'tensors.duplicate_name',
    twice,
    'more than one file holds a tensor of these names',
    'Remove files that belong to another version of the model.',
  );
  if (index === undefined) return findings;
  const fix = 'Fetch the index and the files of one revision.';
  const missing = [...index.fileOf.keys()].filter((name) => !seen.has(name));
  report('tensors.not_in_files', missing, 'the index names tensors that no file holds', fix);
  const unlisted: string[] = [];
  const elsewhere: string[] = [];
  for (const { name, file } of tensors) {
    const position = index.fileOf.get(name);
    if (position === undefined) unlisted.push(name);
    else if (index.files[position] !== file) elsewhere.push(name);
  }
  report('tensors.not_in_index', unlisted, 'files hold tensors that the index does not name', fix);
  report('tensors.elsewhere', elsewhere, 'tensors lie in other files than the index says', fix);
  if (index.totalSize !== undefined && index.totalSize !== bytes) {
    findings.push({
      code: 'tensors.total_size_mismatch',
      severity: 'warning',
      path: `${path}: metadata.total_size`,
      message: `the index says ${index.totalSize} bytes; the tensors take ${bytes}.`,
      fix: 'Trust the tensors; indexes are often written before the weights are packed.',
    });
  }
  return findings;
}
