import { readdirSync } from 'node:fs';

/** Folders of generated or installed files, as in .gitignore. */
const generated = new Set(['.git', '.turbo', 'build', 'coverage', 'dist', 'node_modules']);

/** The files of the repository, sorted, relative to its root. Read from disk, so that a copy without git works as well. */
export function repositoryFiles(folder = ''): readonly string[] {
  return readdirSync(folder === '' ? '.' : folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile()) return [path];
      return entry.isDirectory() && !generated.has(entry.name) ? repositoryFiles(path) : [];
    })
    .sort();
}

/** The Markdown that people write: READMEs, guides, specifications; not what tools write. */
export function documents(): readonly string[] {
  return repositoryFiles().filter(
    (file) => file.endsWith('.md') && !/(\.api|\/CHANGELOG)\.md$/.test(file),
  );
}
