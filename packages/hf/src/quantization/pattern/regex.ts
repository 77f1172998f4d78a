import { parseRegex, type RegexNode } from './regexParser.ts';

/** A state takes one character to its successors, or goes on by itself; the last one accepts. */
interface State {
  has?: (code: number) => boolean;
  place?: 'start' | 'end';
  to: number[];
}

const maximumStates = 2000;
const maximumKnownSets = 1000;
/** No module's name comes near it. */
const maximumName = 1000;

/**
 * A pattern that matches from the start of a name, as Python's `re.match` does, in time that grows with the length
 * of the name alone: a checkpoint's patterns are somebody else's, and must not be able to hang a program. Nothing
 * for patterns that are not understood.
 */
export function compileRegex(pattern: string): ((name: string) => boolean) | undefined {
  const node = parseRegex(pattern);
  if (node === undefined) return undefined;
  const states: State[] = [];
  const accept = add(states, { to: [] });
  const first = build(states, node, accept);
  if (first === undefined || states.length > maximumStates) return undefined;
  return matcher(states, first, accept);
}

function add(states: State[], state: State): number {
  states.push(state);
  return states.length - 1;
}

/** Adds the states of a node that go on to `next`; gives the one to begin with. */
function build(states: State[], node: RegexNode, next: number): number | undefined {
  if (states.length > maximumStates) return undefined;
  switch (node.kind) {
    case 'set':
      return add(states, { has: node.has, to: [next] });
    case 'start':
    case 'end':
      return add(states, { place: node.kind, to: [next] });
    case 'row':
      return node.parts.reduceRight<number | undefined>(
        (after, part) => (after === undefined ? undefined : build(states, part, after)),
        next,
      );
    case 'choice': {
      const to = node.parts.map((part) => build(states, part, next));
      return to.includes(undefined) ? undefined : add(states, { to: to as number[] });
    }
    case 'repeat': {
      let after: number | undefined = next;
      if (node.most === Infinity) {
        const loop = add(states, { to: [next] });
        const again = build(states, node.part, loop);
        if (again === undefined) return undefined;
        states[loop]?.to.push(again);
        after = loop;
      } else {
        for (let count = node.least; count < node.most && after !== undefined; count += 1) {
          const inner = build(states, node.part, after);
          // Any of the optional ones may be the last.
          after = inner === undefined ? undefined : add(states, { to: [inner, next] });
        }
      }
      for (let count = 0; count < node.least && after !== undefined; count += 1) {
        after = build(states, node.part, after);
      }
      return after;
    }
  }
}

/** Follows all states at once, and keeps the sets met so that the next name only looks them up. */
function matcher(states: readonly State[], first: number, accept: number) {
  interface Known {
    readonly members: readonly number[];
    readonly isAccepting: boolean;
    readonly acceptsAtEnd: boolean;
    readonly next: Map<number, Known>;
  }
  const known = new Map<string, Known>();
  const close = (from: readonly number[], isStart: boolean, isEnd: boolean): Set<number> => {
    const reached = new Set<number>();
    const open = [...from];
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      if (reached.has(state)) continue;
      reached.add(state);
      const { has, place, to } = states[state] as State;
      const isPassed = place === 'start' ? isStart : place === 'end' ? isEnd : has === undefined;
      if (isPassed) open.push(...to);
    }
    return reached;
  };
  const remember = (from: readonly number[], isStart: boolean): Known => {
    const reached = close(from, isStart, false);
    const members = [...reached].sort((one, other) => one - other);
    const key = `${isStart ? '^' : ''}${members.join(',')}`;
    const kept = known.get(key);
    if (kept !== undefined) return kept;
    const made: Known = {
      members,
      isAccepting: reached.has(accept),
      acceptsAtEnd: close(members, isStart, true).has(accept),
      next: new Map(),
    };
    if (known.size < maximumKnownSets) known.set(key, made);
    return made;
  };
  const step = (from: Known, code: number): Known => {
    const kept = from.next.get(code);
    if (kept !== undefined) return kept;
    const to = from.members.flatMap((member) => {
      const state = states[member] as State;
      return state.has?.(code) === true ? state.to : [];
    });
    const made = remember(to, false);
    // What is not kept must not be kept by this either.
    if (known.size < maximumKnownSets) from.next.set(code, made);
    return made;
  };
  const start = remember([first], true);
  return (name: string): boolean => {
    if (name.length > maximumName) return false;
    let at = start;
    for (let index = 0; index < name.length; index += 1) {
      if (at.isAccepting) return true;
      if (at.members.length === 0) return false;
      at = step(at, name.charCodeAt(index));
    }
    return at.acceptsAtEnd;
  };
}
