import type { Finding } from '@mantile/config';

/** Where a config names a class that nobody knows: how to bring one that lies in a module of one's own. */
export function withOwnClasses(
  findings: readonly Finding[],
  module: string | undefined,
): readonly Finding[] {
  return findings.map((finding): Finding => {
    const [, kind] = /no layer class "([^"]*)"/.exec(finding.message) ?? [];
    if (finding.code !== 'config.unknown_class' || kind === undefined) return finding;
    const own =
      module === undefined
        ? `Where ${kind} is a class of your own, give the module that exports it: --layers <module>.`
        : `${module}, which --layers names, exports no ${kind} either.`;
    return { ...finding, fix: [finding.fix, own].filter((part) => part !== undefined).join(' ') };
  });
}
