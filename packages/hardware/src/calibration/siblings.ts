/** Chips never measured, by id, and the measured chip of the same architecture whose memory is likest. */
export const siblings: Readonly<Record<string, string>> = {
  'a100-40-sxm': 'a100-80-sxm',
  'a100-40-pcie': 'a100-80-sxm',
  'a100-80-pcie': 'a100-80-sxm',
  a30: 'a100-80-sxm',
  'h100-pcie': 'h100-sxm',
  'h100-nvl': 'h100-sxm',
  'h800-sxm': 'h100-sxm',
  h20: 'h200-sxm',
  gh200: 'h100-sxm',
  'gh200-144': 'h200-sxm',
  l4: 'l40s',
  rtx4090: 'l40s',
  rtx5090: 'rtx-pro-6000-server',
};
