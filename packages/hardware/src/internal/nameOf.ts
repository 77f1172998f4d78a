/** What follows a chip's own name in its id: form factors, capacities, editions. */
const variants = /-(sxm|pcie|nvl|server|v1|\d+)(?=-|$)/g;

/** Finds a chip's name, told by its id, in a text of small letters, however its letters and digits are set apart: "Gaudi 3", "RTX-4090". */
export function nameOf(id: string): RegExp {
  // The number of a wafer or a card is its name, not its variant.
  const own = /^(wse|rtx)/.test(id) ? id.replace(/-server$/, '') : id.replace(variants, '');
  const parts = own.match(/[a-z]+|\d+/g) ?? [];
  return new RegExp(`(?<![a-z0-9])${parts.join('[\\s_-]*')}(?=$|[^a-z0-9]|sxm|pcie|nvl)`);
}
