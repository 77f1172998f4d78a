import type { Evaluation } from './evaluate.ts';

/** What was asked, as it was understood, for programs. */
export function understood({
  setup,
  estimate,
}: Pick<Evaluation, 'setup'> & { readonly estimate: Pick<Evaluation['estimate'], 'packages'> }) {
  const { question, tensorParallel, calibration, system } = setup;
  const { model, hardware, request, draft } = question;
  const { plan, workload, formats, causal } = request;
  return {
    model: {
      id: model.id,
      name: model.name,
      from: model.from,
      parameters: setup.model.parameterCount.total,
      activeParameters: setup.model.parameterCount.active,
      ...(draft !== undefined && { draft: draft.id }),
    },
    system: {
      id: hardware.id,
      name: hardware.name,
      chip: system.chip.name,
      links: system.tiers.map(({ name }) => name),
    },
    plan: { ...plan, tensorParallel, packages: estimate.packages },
    formats: {
      dtype: formats.dtype ?? null,
      kvDtype: formats.kvDtype ?? null,
      computeDtype: formats.computeDtype ?? null,
    },
    workload,
    causal,
    ...(calibration !== undefined && {
      calibration: {
        transfer: calibration.transfer,
        from: calibration.from,
        ...(calibration.source !== undefined && { source: calibration.source }),
      },
    }),
  };
}
