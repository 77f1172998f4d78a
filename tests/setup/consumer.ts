import type { TestProject } from 'vitest/node';
import { createConsumer, removeConsumer, type Consumer } from '../../scripts/consumer.ts';

declare module 'vitest' {
  interface ProvidedContext {
    consumer: Consumer;
  }
}

/** Packs and installs once; every test file reads the same consumer. */
export default function setup(project: TestProject): () => void {
  const consumer = createConsumer();
  project.provide('consumer', consumer);
  return () => {
    removeConsumer(consumer);
  };
}
