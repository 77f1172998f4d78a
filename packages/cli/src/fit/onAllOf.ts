import { MantileError } from '@mantile/core';
import { degreesUpTo } from '../estimate/evaluate.ts';
import { setUp, type Question } from '../estimate/setup.ts';

/** A question about all packages that were named: without a degree of tensor parallelism, the largest that can be had. */
export function onAllOf(question: Question): Question {
  const { request, hardware } = question;
  if (request.plan.tensorParallel !== undefined || !hardware.isWhole) return question;
  const degree = [...degreesUpTo(question)].reverse().find((each) => canBe(question, each));
  if (degree === undefined) return question;
  const message = `--tp ${degree}: the largest power of two on ${hardware.id}.`;
  return {
    ...question,
    request: {
      ...request,
      plan: { ...request.plan, tensorParallel: degree },
      notes: [...request.notes, { code: 'default.tp', message }],
    },
  };
}

function canBe(question: Question, degree: number): boolean {
  try {
    setUp(question, degree);
    return true;
  } catch (error) {
    if (MantileError.isInstance(error)) return false;
    throw error;
  }
}
