import { format } from 'prettier';

/**
 * A Markdown text with one of its parts written anew: what stands between the comment that names the part and the
 * comment that ends it. What people wrote around it stays.
 */
export async function withPart(text: string, name: string, body: string): Promise<string> {
  const start = `<!-- ${name} -->`;
  const end = `<!-- end of ${name.split(':')[0] ?? name} -->`;
  const [before, rest] = text.split(start);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) {
    throw new Error(`the page lacks the lines "${start}" and "${end}"`);
  }
  const whole = `${before}${start}\n\n${body}\n\n${end}${after}`;
  return format(whole, { parser: 'markdown', singleQuote: true, printWidth: 100 });
}
