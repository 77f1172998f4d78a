import type { Context } from '../command.ts';
import type { Inspection } from '../inspect/inspection.ts';
import { inspectionText } from '../inspect/inspectionText.ts';
import { approval, saysYes, type Approval, type ApprovalFlags } from '../output/approval.ts';
import { filesText, folderText } from '../output/filesText.ts';
import type { PlannedFile } from '../output/plannedFiles.ts';
import { several } from '../print/count.ts';
import { styleFor } from '../print/style.ts';
import { gapsText } from './gapsText.ts';
import type { Workflow } from './workflow.ts';

/** What there is to agree to, and who may be asked. */
export interface Stage {
  readonly inspection: Inspection;
  readonly workflow: Workflow;
  readonly files: readonly PlannedFile[];
  readonly scratch: string;
  readonly print: (text: string) => void;
  readonly asking: Pick<Context['io'], 'ask'>;
  readonly io: Context['io'];
  readonly flags: ApprovalFlags;
  readonly out: string;
  readonly hasErrors: boolean;
  /** Which closed gaps the new config would open again, and what to do instead. */
  readonly reopens?: string | undefined;
}

/** Shows findings, gaps and files one after another; where somebody can answer, each must be agreed to. */
async function checkpoints(stage: Stage): Promise<boolean> {
  const { inspection, workflow, files, scratch, print, asking, io, flags } = stage;
  const style = styleFor(io);
  const goesOn = async (isQuiet: boolean): Promise<boolean> =>
    isQuiet ||
    flags.approve === true ||
    asking.ask === undefined ||
    saysYes('Go on? [y/N] ', asking);
  const title = (text: string): string => `\n${style.strong(text)}\n`;
  print(
    `${style.strong('1. What was read')}\n${inspectionText({ ...inspection, findings: workflow.findings }, io)}`,
  );
  if (!(await goesOn(workflow.findings.every(({ severity }) => severity === 'info')))) return false;
  print(
    `${title('2. Gaps')}${gapsText(workflow, (inspection.tensorsFrom ?? 'config.json') !== 'config.json')}`,
  );
  if (!(await goesOn(workflow.gaps.length === 0))) return false;
  print(
    `${title(`3. Files, all of them in ${scratch} for now`)}\n${filesText(files, scratch, style)}\n`,
  );
  return true;
}

/** Shows everything, and comes back with whether the files may be written. */
export async function decide(stage: Stage): Promise<Approval> {
  const { workflow, files, out, flags, asking, hasErrors, reopens } = stage;
  const no = (reason: string, isRefused: boolean) => ({
    isGiven: false as const,
    reason,
    isRefused,
  });
  if (!(await checkpoints(stage))) return no(`Nothing was written to ${folderText(out)}.`, false);
  if (workflow.config === undefined) {
    return no(
      `No config could be made, so nothing was written to ${folderText(out)}; the findings say why.`,
      true,
    );
  }
  if (reopens !== undefined) {
    return no(`Nothing was written to ${folderText(out)}: ${reopens}`, true);
  }
  // Somebody who looks may know better than the findings; an option given beforehand cannot.
  if (hasErrors && asking.ask === undefined) {
    const errors = workflow.findings.filter(({ severity }) => severity === 'error').length;
    return no(
      `Nothing was written to ${folderText(out)}: settle ${several(errors, 'error')} first.`,
      true,
    );
  }
  return approval(files, out, hasErrors ? { ...flags, approve: false } : flags, asking);
}
