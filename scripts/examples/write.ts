/** Writes every example of the repository as a module below build/examples, for the compiler and the test run to read. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { documents, repositoryFiles } from '../files.ts';
import { extractFromMarkdown, extractFromSource, type Example } from './extract.ts';
import { toModule } from './toModule.ts';

export interface WrittenExample extends Example {
  /** The module, or the reason why the example cannot be made one. */
  readonly module: string | Error;
  readonly expectations: number;
}

const folder = 'build/examples';

function findExamples(): readonly Example[] {
  const sources = repositoryFiles().filter(
    (file) => /^packages\/[^/]+\/src\/.*\.ts$/.test(file) && !/\.test(-\w+)?\.ts$/.test(file),
  );
  return [
    ...sources.flatMap((file) => extractFromSource(file, readFileSync(file, 'utf8'))),
    ...documents().flatMap((file) => extractFromMarkdown(file, readFileSync(file, 'utf8'))),
  ];
}

export function writeExamples(): readonly WrittenExample[] {
  rmSync(folder, { recursive: true, force: true });
  return findExamples().map((example) => {
    const path = join(folder, `${example.file}-${example.line}.ts`);
    try {
      const { code, expectations } = toModule(example);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, code);
      return { ...example, module: path, expectations };
    } catch (error) {
      const module = error instanceof Error ? error : new Error(String(error));
      return { ...example, module, expectations: 0 };
    }
  });
}
