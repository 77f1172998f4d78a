import { Option, type Command } from 'commander';
import {
  estimateOptions,
  fitOptions,
  type EstimateFlags,
  type OptionRow,
} from './estimateFlags.ts';
import { engineNames } from './request.ts';
import { questions } from './questions.ts';
import { eachOf } from '../onceEach.ts';

const choices: Readonly<Partial<Record<keyof EstimateFlags, readonly string[]>>> = {
  engine: engineNames,
  fidelity: ['calibrated', 'ideal'],
  causal: ['exact', 'dense'],
  question: questions,
};

/**
 * Gives a command the options of an estimate, and of what is to be found where that is asked; where each may be
 * given twice, all that was given is kept.
 */
export function addEstimateOptions(
  command: Command,
  { isTwice = false, isFit = false } = {},
): void {
  addOptionRows(command, [...estimateOptions, ...(isFit ? fitOptions : [])], isTwice);
}

/** Gives a command some of these options. */
export function addOptionRows(command: Command, rows: readonly OptionRow[], isTwice = false): void {
  for (const [name, flags, description] of rows) {
    const option = new Option(flags, description);
    const words = choices[name];
    // Known to completion and help; what is none of them is told together with all else that is wrong.
    if (words !== undefined) option.choices(words).argParser((word) => word);
    if (isTwice) option.argParser(eachOf);
    command.addOption(option);
  }
}
