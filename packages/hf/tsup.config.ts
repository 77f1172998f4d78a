import { defineConfig } from 'tsup';
import { base } from '../../config/tsup.ts';

export default defineConfig({
  ...base,
  entry: ['src/index.ts', 'src/hub.ts', 'src/gguf.ts', 'src/folder.ts'],
  // For local folders alone; config/tsconfig.library.json shows that the rest does without.
  dts: { compilerOptions: { ...base.dts.compilerOptions, types: ['node'] } },
  external: [/^node:/],
  // The prefix tells bundlers that this is no package.
  removeNodeProtocol: false,
});
