// Which package may import which. Arrows never turn back: core ← layers ← config ← hf, core ← hardware, all ← cli.
const mayImport = {
  core: [],
  layers: ['core'],
  hardware: ['core'],
  config: ['core', 'layers'],
  hf: ['core', 'layers', 'config'],
  cli: ['core', 'layers', 'hardware', 'config', 'hf'],
};

const directions = Object.entries(mayImport).map(([name, others]) => ({
  name: `${name}-imports-only-what-lies-below-it`,
  comment: `@mantile/${name} may import ${others.join(', ') || 'no other package'}.`,
  severity: 'error',
  from: { path: `^packages/${name}/` },
  to: { path: '^packages/', pathNot: `^packages/(${[name, ...others].join('|')})/` },
}));

// The same for the folders of hf, whose reading of a model has stages: files, tensors, pieces, matches, gaps.
const hfMayImport = {
  tensors: [],
  read: ['tensors'],
  hub: ['read'],
  folder: ['read'],
  quantization: ['tensors'],
  structure: ['quantization', 'read', 'tensors'],
  gguf: ['read', 'structure', 'tensors'],
  blueprint: ['quantization', 'tensors'],
  mapping: ['blueprint', 'tensors'],
  matching: ['blueprint', 'mapping', 'quantization', 'tensors'],
  gaps: ['blueprint', 'mapping', 'matching', 'quantization', 'structure', 'tensors'],
};

// Fixtures are what tests share; they are not published either.
const testFile = '\\.test(-d|-prop)?\\.ts$|/__fixtures__/';

const hfStages = Object.entries(hfMayImport).map(([name, others]) => ({
  name: `hf-${name}-imports-only-what-lies-below-it`,
  comment: `In hf, ${name}/ may import ${others.join(', ') || 'no other folder'}.`,
  severity: 'error',
  from: { path: `^packages/hf/src/${name}/`, pathNot: testFile },
  // What is made of several stages lies beside the folders, and only gaps are looked for in it.
  to: {
    path: name === 'gaps' ? '^packages/hf/src/[^/]+/' : '^packages/hf/src/',
    pathNot: `^packages/hf/src/(${[name, ...others].join('|')})/`,
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...directions,
    ...hfStages,
    {
      name: 'every-folder-of-hf-has-a-stage',
      comment: 'A folder that is missing in hfMayImport would be free to import anything.',
      severity: 'error',
      from: {
        path: '^packages/hf/src/[^/]+/',
        pathNot: `^packages/hf/src/(${Object.keys(hfMayImport).join('|')})/`,
      },
      to: {},
    },
    {
      name: 'every-package-has-a-direction',
      comment: 'A package that is missing in mayImport would be free to import anything.',
      severity: 'error',
      from: { path: '^packages/', pathNot: `^packages/(${Object.keys(mayImport).join('|')})/` },
      to: {},
    },
    {
      name: 'through-the-front-door',
      comment: 'Another package is imported by its name, never by its inner files.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: {
        path: '^packages/[^/]+/src/',
        pathNot: [
          '^packages/$1/',
          '^packages/[^/]+/src/(index|spec|models|manifest|hub|gguf|folder)\\.ts$',
        ],
      },
    },
    {
      name: 'no-cycles',
      comment: 'Types may name each other across files; modules that wait for each other may not.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-node-in-libraries',
      comment: 'Everything but the program and the reading of local folders runs in a browser too.',
      severity: 'error',
      from: {
        path: '^packages/[^/]+/src/',
        pathNot: ['^packages/cli/', '^packages/hf/src/folder/', testFile],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-tests-in-libraries',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: testFile },
      to: { path: [testFile, '^tests/'] },
    },
    {
      name: 'no-unlisted-dependencies',
      comment: 'What a package imports stands in its own dependencies.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: testFile },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown'] },
    },
    {
      name: 'found',
      comment: 'An import that cannot be resolved is not checked by any other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|build)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@mantile/source', 'import', 'types', 'node', 'default'],
      extensions: ['.ts', '.js', '.cjs', '.mjs', '.json', '.d.ts'],
    },
  },
};
