import { defineConfig } from 'tsup';
import { base } from '../../config/tsup.ts';

export default defineConfig({ ...base, entry: ['src/index.ts', 'src/hub.ts', 'src/gguf.ts'] });
