import {
  fewestPackages,
  type Estimate,
  type PackagesAnswer,
  type RejectedCandidate,
  type ServiceLimits,
} from '@mantile/core';
import { degreesUpTo } from '../estimate/evaluate.ts';
import { planText } from '../estimate/planText.ts';
import { mostPerSecond } from '../estimate/rateFaults.ts';
import { setUp, type Question, type Setup } from '../estimate/setup.ts';
import { leastReplicas } from './leastReplicas.ts';
import { reasonOf } from './reasonOf.ts';

/** The fewest packages that were found, and the question with the plan that takes them. */
export interface FewestPackages {
  readonly chosen?: {
    /** What to type. */
    readonly name: string;
    readonly question: Question;
    readonly estimate: Estimate;
  };
  readonly rejected: readonly Pick<RejectedCandidate, 'name' | 'boundBy' | 'message'>[];
}

/** Packages that are tried where a chip is named without a number: of one replica, and of all. */
export const searched = { replica: 64, all: 1024 };

/** The fewest packages, over powers of two of tensor parallelism and every number of replicas, as far as these were left open. */
export function fewest(question: Question, limits: ServiceLimits): FewestPackages {
  const { hardware, request } = question;
  const { plan } = request;
  const room = hardware.isCounted ? undefined : searched.replica;
  const degrees =
    plan.tensorParallel === undefined ? degreesUpTo(question, room) : [plan.tensorParallel];
  const rejected: RejectedCandidate[] = [];
  let chosen: FewestPackages['chosen'];
  for (const degree of degrees) {
    const way = new Way(question, degree, limits);
    // More than a chip is known to be joined with is no plan; larger degrees only take more.
    if (degree !== degrees[0] && way.isOutOfLinks) break;
    if (chosen !== undefined && way.packages > chosen.estimate.packages) break;
    const found = way.least();
    rejected.push(...found.rejected);
    if (found.chosen !== undefined && (chosen === undefined || isBetter(found.chosen, chosen))) {
      ({ chosen } = found);
    }
  }
  return { rejected, ...(chosen !== undefined && { chosen }) };
}

type Chosen = NonNullable<FewestPackages['chosen']>;

/** As `fewestPackages` chooses: among equals, the one with the highest throughput. */
function isBetter({ estimate: one }: Chosen, { estimate: other }: Chosen): boolean {
  if (one.packages !== other.packages) return one.packages < other.packages;
  return one.outputTokensPerSecond > other.outputTokensPerSecond;
}

/** A degree of tensor parallelism, in one replica or more. */
class Way {
  readonly #question: Question;
  readonly #degree: number;
  readonly #limits: ServiceLimits;
  readonly #alone: PackagesAnswer;
  #setup: Setup | undefined;

  constructor(question: Question, degree: number, limits: ServiceLimits) {
    this.#question = question;
    this.#degree = degree;
    this.#limits = limits;
    this.#alone = this.#tryAt(this.#fixed);
  }

  /** Packages of all replicas that must be; none where it cannot be set up. */
  get packages(): number {
    return (this.#setup?.packages ?? 0) * this.#fixed;
  }

  /** Whether nothing is known of links between so many. */
  get isOutOfLinks(): boolean {
    const [{ faults = [] } = {}] = this.#alone.rejected;
    return faults.some(({ code }) => code === 'hardware.too_few_packages');
  }

  /** With the fewest replicas that will do; why one does not. */
  least(): FewestPackages {
    const first = this.#fixed;
    const [why] = this.#alone.rejected;
    if (why === undefined) return this.#chosenOf(this.#alone, first, []);
    const name = this.#planAt(first).name;
    const told = (rest: string) => [
      { name, boundBy: why.boundBy, message: `${reasonOf(why, first)}${rest}.` },
    ];
    const most = this.#mostReplicas();
    if (most <= first) return { rejected: told('') };
    const last = this.#tryAt(most);
    const [stillWhy] = last.rejected;
    if (stillWhy !== undefined) {
      // What is too large for one replica is for each.
      const isAlike = stillWhy.boundBy === why.boundBy && mostPerSecond(why.faults) === undefined;
      return { rejected: told(isAlike ? '' : `; with --dp ${most}, ${reasonOf(stillWhy, most)}`) };
    }
    const least = leastReplicas(most, (count) => this.#tryAt(count).chosen !== undefined);
    return this.#chosenOf(this.#tryAt(least), least, told(`; --dp ${least} would do`));
  }

  #chosenOf({ chosen }: PackagesAnswer, replicas: number, rejected: FewestPackages['rejected']) {
    if (chosen === undefined) return { rejected };
    const { name, question } = this.#planAt(replicas);
    return { chosen: { name, question, estimate: chosen.estimate }, rejected };
  }

  /** Replicas that were asked for; one where they are left open. */
  get #fixed(): number {
    return this.#question.request.plan.replicas;
  }

  /** As many as there are packages for, and requests: one that gets none helps nobody. */
  #mostReplicas(): number {
    const { hardware, request } = this.#question;
    if (this.#fixed > 1 || this.#setup === undefined) return this.#fixed;
    const { load } = request.workload;
    const packages = hardware.isCounted ? hardware.packages : searched.all;
    const requests =
      load.kind === 'rate' ? Infinity : load.kind === 'batch' ? load.size : load.requests;
    return Math.min(Math.floor(packages / this.#setup.packages), requests);
  }

  #planAt(replicas: number): { readonly name: string; readonly question: Question } {
    const { request } = this.#question;
    const plan = { ...request.plan, tensorParallel: this.#degree, replicas };
    return { name: planText(plan), question: { ...this.#question, request: { ...request, plan } } };
  }

  #tryAt(replicas: number): PackagesAnswer {
    const candidate = () => {
      const setup = (this.#setup ??= setUp(this.#question, this.#degree));
      const { model, system, options } = setup;
      const { name } = this.#planAt(replicas);
      return { name, model, hardware: system, options: { ...options, replicas } };
    };
    return fewestPackages([candidate], this.#question.request.workload, this.#limits);
  }
}
