import type { ExplainedNumber } from '@mantile/core';
import type { Style } from '../print/style.ts';
import { table } from '../print/table.ts';
import { percentText, rateText } from '../print/quantity.ts';
import { headlineText } from './valueText.ts';

/** How a tree is drawn. */
export interface TreeOptions {
  /** Levels below the headline. */
  readonly depth: number;
  /** All headlines, for the numbers that are explained elsewhere. */
  readonly all: readonly ExplainedNumber[];
  /** Those that are printed themselves: a number that leads to one of them ends there. */
  readonly shown: readonly ExplainedNumber[];
}

/** A number and what it is made of, a line each: value, share of the sum, formula, meaning, source. */
export function treeText(root: ExplainedNumber, options: TreeOptions, style: Style): string {
  const rows: (readonly string[])[] = [];
  const add = (
    node: ExplainedNumber,
    parent: ExplainedNumber | undefined,
    lead: string,
    branch: string,
    level: number,
  ): void => {
    const target = node.see === undefined ? undefined : headline(options.all, node.see);
    const isElsewhere = target !== undefined && options.shown.includes(target);
    const whole = target === undefined || isElsewhere ? node : { ...target, name: node.name };
    rows.push([
      lead + branch + (level === 0 ? style.strong(node.name) : node.name),
      headlineText(node.name, node.value, node.unit),
      shareOf(node, parent),
      style.faint(isElsewhere ? `see ${node.see ?? ''}` : detailOf(whole)),
    ]);
    if (level >= options.depth) return;
    const below = branch === '' ? lead : lead + (branch.startsWith('└') ? '  ' : '│ ');
    const children = isElsewhere ? [] : (whole.children ?? []);
    children.forEach((child, index) => {
      add(child, whole, below, index === children.length - 1 ? '└ ' : '├ ', level + 1);
    });
  };
  add(root, undefined, '', '', 0);
  const right = 'right' as const;
  const columns = [{}, { align: right }, { align: right }, {}];
  const text = table(
    columns.map((column) => ({ heading: '', ...column })),
    rows,
  );
  // The first line is that of the headings, which are none.
  return text.slice(1);
}

function headline(all: readonly ExplainedNumber[], name: string): ExplainedNumber | undefined {
  return all.find((each) => each.name === name);
}

/** Of a sum, what part of it. */
function shareOf(node: ExplainedNumber, parent: ExplainedNumber | undefined): string {
  if (parent?.formula !== 'sum' || !(parent.value > 0)) return '';
  return percentText(node.value / parent.value);
}

/** The formula with those of its numbers that have no line of their own, then what it means and where it comes from. */
function detailOf({
  formula,
  inputs = {},
  children = [],
  meaning,
  source,
}: ExplainedNumber): string {
  const own = new Set(children.map(({ name }) => name));
  const given = Object.entries(inputs)
    .filter(([name]) => !own.has(name))
    .map(([name, value]) => `${name} ${value < 1e9 ? rateText(value) : value.toExponential(3)}`)
    .join(', ');
  const isPlain = formula === undefined || formula === 'sum';
  const arithmetic = isPlain ? given : `= ${formula}${given === '' ? '' : ` (${given})`}`;
  return [arithmetic, meaning ?? '', source === undefined ? '' : `[${source}]`]
    .filter((part) => part !== '')
    .join('; ');
}
