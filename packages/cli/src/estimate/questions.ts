/** What can be found for a model on given hardware. */
export const questions = ['context', 'concurrency', 'batch', 'packages'] as const;

/** One of these. */
export type QuestionName = (typeof questions)[number];
