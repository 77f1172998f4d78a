/** Finds the examples of the repository: `@example` tags in sources, `ts` fences in Markdown. */

export interface Example {
  /** The file it stands in. */
  readonly file: string;
  /** The line of its first line of code, counted from 1. */
  readonly line: number;
  readonly code: string;
}

const docComment = /\/\*\*[\s\S]*?\*\//g;
const fence = /^(?<indent> *)```(?<language>\S*)[^\n]*\n(?<body>[\s\S]*?)^\k<indent>```/gm;

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/** The fenced blocks of a Markdown text, with their languages. */
export function extractFences(
  text: string,
): readonly { language: string; code: string; line: number }[] {
  return [...text.matchAll(fence)].map((match) => {
    const indent = match.groups?.['indent'] ?? '';
    return {
      language: match.groups?.['language'] ?? '',
      code: (match.groups?.['body'] ?? '').replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      line: lineAt(text, match.index) + 1,
    };
  });
}

/**
 * The examples of a Markdown text. A block without an import of its own goes on where the one before it ended,
 * so that a guide can be told in steps.
 */
export function extractFromMarkdown(file: string, text: string): readonly Example[] {
  const examples: Example[] = [];
  for (const { language, code, line } of extractFences(text)) {
    if (language !== 'ts') continue;
    const previous = examples.at(-1);
    if (previous === undefined || /^import\b/m.test(code)) {
      examples.push({ file, line, code });
    } else {
      // As many empty lines as lie between the two keep every line at its number.
      const linesSoFar = previous.code.split('\n').length - 1;
      const gap = '\n'.repeat(line - previous.line - linesSoFar);
      examples[examples.length - 1] = { ...previous, code: previous.code + gap + code };
    }
  }
  return examples;
}

/** The examples of the doc comments of a source, each fenced or simply everything up to the next tag. */
export function extractFromSource(file: string, text: string): readonly Example[] {
  const examples: Example[] = [];
  for (const comment of text.matchAll(docComment)) {
    const lines = comment[0]
      .replace(/\*\/$/, '')
      .split('\n')
      .map((line) => line.replace(/^\s*\/?\*+ ?/, ''));
    const firstLine = lineAt(text, comment.index);
    lines.forEach((line, index) => {
      if (!/^@example\b/.test(line)) return;
      const rest = lines.slice(index + 1);
      const end = rest.findIndex((candidate) => /^@[a-z]/.test(candidate));
      const body = end === -1 ? rest : rest.slice(0, end);
      // Fence marks become empty lines, so that every line keeps its number.
      const code = body.map((row) => (row.startsWith('```') ? '' : row)).join('\n');
      examples.push({ file, line: firstLine + index + 1, code });
    });
  }
  return examples;
}
