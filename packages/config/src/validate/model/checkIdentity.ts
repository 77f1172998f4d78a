import type { FindingList } from '../findingList.ts';
import { pathAt, shown } from '../text.ts';

const idPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;
const hfPattern = /^[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)?$/;
const urlPattern = /^https?:\/\/[^\s/?#]+\.[^\s/?#]+(?:[/?#]\S*)?$/i;

/** Checks the names of a model, and where it says it is known from. */
export function checkIdentity(
  input: Readonly<Record<string, unknown>>,
  fileName: string | undefined,
  findings: FindingList,
): void {
  const { model_id: id, hf_model_id: hfId } = input;
  if (typeof id === 'string' && id !== '') checkId(id, fileName, findings);
  if (typeof hfId === 'string' && hfId !== '' && !hfPattern.test(hfId)) {
    const message = `${shown(hfId)} is no id on HuggingFace.`;
    findings.warning(
      'config.hf_model_id',
      'hf_model_id',
      message,
      'Write it as "organisation/model".',
    );
  }
  checkSources(input, findings);
}

function checkId(id: string, fileName: string | undefined, findings: FindingList): void {
  if (!idPattern.test(id)) {
    findings.error(
      'config.model_id',
      'model_id',
      `${shown(id)} cannot name a file.`,
      'Use letters, digits, dots, hyphens and underscores; write "/" as "_".',
    );
  }
  if (fileName === undefined) return;
  const base = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
  const expected = base.replace(/\.json$/i, '');
  if (id === expected) return;
  findings.error(
    'config.model_id_mismatch',
    'model_id',
    `the file is ${shown(base)}, and model_id is ${shown(id)}.`,
    `Set model_id to ${shown(expected)}, or rename the file to ${shown(`${id}.json`)}.`,
  );
}

function checkSources(input: Readonly<Record<string, unknown>>, findings: FindingList): void {
  const { validated, validation_sources: sources } = input;
  const path = 'validation_sources';
  const list: readonly unknown[] = Array.isArray(sources) ? sources : [];
  if (validated === true && list.length === 0) {
    findings.error(
      'config.missing_sources',
      path,
      'a validated config says where its facts are published.',
      'List the URLs, or set validated to false.',
    );
  }
  const seen = new Set<unknown>();
  list.forEach((source, index) => {
    if (typeof source !== 'string') return;
    const at = pathAt(path, index);
    if (seen.has(source))
      findings.warning('config.duplicate_source', at, 'listed twice.', 'Remove one.');
    seen.add(source);
    if (!urlPattern.test(source.slice(0, 2000))) {
      const message = `${shown(source)} is no URL.`;
      findings.error('config.source', at, message, 'Give the address of the page, with https://.');
    } else if (
      source.includes('...') ||
      /^https?:\/\/(www\.)?example\.(com|org|net)\b/i.test(source)
    ) {
      const message = `${shown(source)} stands for an address, and is none.`;
      findings.warning('config.source_placeholder', at, message, 'Give the address of the page.');
    }
  });
}
