import type { Finding } from '@mantile/config';

/**
 * Where a config names a class that nobody knows: first how to bring one that lies in a module of one's own, then
 * what is near by its name, which may be something else altogether.
 */
export function withOwnClasses(
  findings: readonly Finding[],
  module: string | undefined,
): readonly Finding[] {
  return findings.map((finding): Finding => {
    const [head, kind = ''] = /^.*?no layer class "([^"]*)"/.exec(finding.message) ?? [];
    if (finding.code !== 'config.unknown_class' || head === undefined) return finding;
    const own =
      module === undefined
        ? `A class of your own? Give the module that exports it: --layers <module>.`
        : `${module}, which --layers names, exports no ${kind} either.`;
    const fix = finding.fix === undefined ? '' : ` Else: ${finding.fix}`;
    return { ...finding, message: `${head}.`, fix: `${own}${fix}` };
  });
}
