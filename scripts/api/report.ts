/** The public surface of a package as text, from its built declarations; kept in git at packages/<name>/etc. */
import { resolve } from 'node:path';
import {
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  ExtractorMessageCategory,
  type IConfigFile,
} from '@microsoft/api-extractor';
import { entriesOf, type WorkspacePackage } from '../packages.ts';

export interface ApiReport {
  /** Whether the report in git differs from what the build exports. */
  readonly changed: boolean;
  /** What the extractor had to say beyond the report. */
  readonly complaints: readonly string[];
}

/** Compares the reports of a package's entries with its build, or writes them anew. The package must be built. */
export function reportApi(
  workspacePackage: WorkspacePackage,
  mode: 'compare' | 'write',
): ApiReport {
  const reports = entriesOf(workspacePackage).map((entry) =>
    reportEntry(workspacePackage, entry, mode),
  );
  return {
    changed: reports.some(({ changed }) => changed),
    complaints: reports.flatMap(({ complaints }) => complaints),
  };
}

function reportEntry(
  { folder, directory, manifest }: WorkspacePackage,
  entry: string,
  mode: 'compare' | 'write',
): ApiReport {
  const projectFolder = resolve(directory);
  const packageJsonFullPath = resolve(directory, 'package.json');
  const configObject: IConfigFile = {
    projectFolder,
    mainEntryPointFilePath: `<projectFolder>/dist/${entry}.d.ts`,
    bundledPackages: [],
    newlineKind: 'lf',
    compiler: {
      overrideTsconfig: {
        // What a consumer has: the built declarations, not the sources.
        compilerOptions: {
          target: 'ES2022',
          lib: ['ES2022'],
          types: [],
          module: 'NodeNext',
          moduleResolution: 'NodeNext',
          strict: true,
          skipLibCheck: true,
        },
        files: [`dist/${entry}.d.ts`],
      },
    },
    apiReport: {
      enabled: true,
      reportFolder: '<projectFolder>/etc',
      reportFileName: entry === 'index' ? `${folder}.api.md` : `${folder}-${entry}.api.md`,
      reportTempFolder: `${resolve('build/api')}/`,
    },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
    messages: {
      compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
      extractorMessageReporting: {
        default: { logLevel: ExtractorLogLevel.Warning },
        // Everything exported is public; tags would say it once more.
        'ae-missing-release-tag': { logLevel: ExtractorLogLevel.None },
        // What must be documented, tests/documentation.test.ts says.
        'ae-undocumented': { logLevel: ExtractorLogLevel.None },
        // Bases that kinds share are internal on purpose; typedoc says which types are missing by mistake.
        'ae-forgotten-export': { logLevel: ExtractorLogLevel.None },
        // typedoc resolves links, and knows more of them.
        'ae-unresolved-link': { logLevel: ExtractorLogLevel.None },
      },
      // Doc comments are written for typedoc, whose tags TSDoc does not know.
      tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
    },
  };
  const config = ExtractorConfig.prepare({
    configObject,
    configObjectFullPath: undefined,
    packageJsonFullPath,
    packageJson: { name: manifest.name, version: manifest.version },
  });

  const complaints: string[] = [];
  const { apiReportChanged } = Extractor.invoke(config, {
    localBuild: mode === 'write',
    messageCallback: (message) => {
      message.handled = true;
      // The difference itself is told by `changed`; progress and banners are nobody's concern.
      const worthTelling =
        message.logLevel === ExtractorLogLevel.Error ||
        message.logLevel === ExtractorLogLevel.Warning;
      if (worthTelling && message.category !== ExtractorMessageCategory.Console) {
        complaints.push(message.formatMessageWithLocation(projectFolder));
      }
    },
  });
  return { changed: apiReportChanged, complaints };
}
