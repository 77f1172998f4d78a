import eslint from '@eslint/js';
import jsdoc from 'eslint-plugin-jsdoc';
import { defineConfig } from 'eslint/config';
import typescript from 'typescript-eslint';

const tests = ['**/*.test.ts', '**/*.test-d.ts', '**/*.test-prop.ts', 'tests/**'];

export default defineConfig(
  { ignores: ['**/dist/', 'build/', 'coverage/', '**/.turbo/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [typescript.configs.strictTypeChecked],
    languageOptions: {
      // One program for all files; a program per package would parse the shared sources again each time.
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // A parameter that an override must take and does not need is named with an underscore, as the compiler allows.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // `interface X extends z.output<typeof x> {}` gives a schema's type a page of its own in the reference.
      '@typescript-eslint/no-empty-object-type': [
        'error',
        { allowInterfaces: 'with-single-extends' },
      ],
      // A suppression carries its reason.
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': 'allow-with-description', minimumDescriptionLength: 10 },
      ],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    languageOptions: { globals: { console: 'readonly', module: 'readonly', process: 'readonly' } },
  },
  {
    // Library code: portable, pure, silent.
    files: ['packages/*/src/**/*.ts'],
    ignores: [...tests, 'packages/cli/**'],
    rules: {
      'no-console': 'error',
      'no-restricted-globals': [
        'error',
        ...['process', 'Buffer', 'global', 'window', 'document', 'navigator'].map((name) => ({
          name,
          message: 'Library code runs in any environment.',
        })),
        ...['Date', 'performance', 'setTimeout', 'setInterval', 'crypto'].map((name) => ({
          name,
          message: 'Library code is deterministic: no clock, no randomness.',
        })),
        { name: 'fetch', message: 'The network is a parameter.' },
      ],
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: 'Library code is deterministic: no clock, no randomness.',
        },
      ],
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^node:', message: 'Library code runs in any environment.' }] },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportAllDeclaration',
          message: 'An index lists its names; the public surface is read there.',
        },
        {
          // Bundlers carry every locale of zod along with the named form.
          selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier",
          message: "Write `import * as z from 'zod'`; the named form cannot be shaken.",
        },
        {
          selector: 'PropertyDefinition > PrivateIdentifier, MethodDefinition > PrivateIdentifier',
          message: '`#` members differ between the declarations of the two formats.',
        },
      ],
    },
  },
  {
    // Behind a subpath of its own, for Node alone; and a server that tests start.
    files: ['packages/hf/src/folder/**', 'packages/hf/src/hub/__fixtures__/**'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    // Doc comments that are there must be right; tests/documentation.test.ts says where they must be.
    files: ['packages/*/src/**/*.ts'],
    ignores: tests,
    plugins: { jsdoc },
    settings: { jsdoc: { mode: 'typescript' } },
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: true,
          enableFixer: false,
          require: { ClassDeclaration: true, FunctionDeclaration: true },
          contexts: ['TSInterfaceDeclaration', 'TSTypeAliasDeclaration', 'VariableDeclaration'],
        },
      ],
      'jsdoc/require-description': ['error', { contexts: ['any'] }],
      'jsdoc/check-tag-names': [
        'error',
        { definedTags: ['category', 'typeParam'], enableFixer: false },
      ],
      'jsdoc/check-param-names': ['error', { enableFixer: false }],
      'jsdoc/no-types': 'error',
      'jsdoc/empty-tags': 'error',
    },
  },
  {
    // A source carries its own description: its title.
    files: ['packages/hardware/src/sources/**'],
    rules: { 'jsdoc/require-jsdoc': 'off' },
  },
  {
    // A command carries its own description, for its help.
    files: ['packages/cli/src/commands/**'],
    rules: { 'jsdoc/require-jsdoc': 'off' },
  },
  {
    files: tests,
    rules: {
      // A test reads what it has just built.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
