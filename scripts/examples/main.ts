/** The command behind `check:types`: writes the examples so that the compiler sees them. */
import { writeExamples } from './write.ts';

for (const { file, line, module } of writeExamples()) {
  if (typeof module === 'string') continue;
  console.error(`${file}:${line}: ${module.message}`);
  process.exitCode = 1;
}
