import { element, escaped, titleOf } from '../plot/svg.ts';

/** Plots below each other in one drawing. */
export function stackedSvg(title: string, description: string, plots: readonly string[]): string {
  let top = 0;
  let width = 0;
  const placed = plots.map((plot) => {
    const moved = plot.replace('<svg ', `<svg y="${top}" `);
    top += sizeOf(plot, 'height');
    width = Math.max(width, sizeOf(plot, 'width'));
    return moved;
  });
  const size = { viewBox: `0 0 ${width} ${top}`, width, height: top };
  const root = element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', ...size, role: 'img', 'aria-label': title },
    titleOf(title),
    element('desc', {}, escaped(description)),
    ...placed,
  );
  return `${root}\n`;
}

function sizeOf(plot: string, name: 'width' | 'height'): number {
  return Number(new RegExp(` ${name}="([\\d.]+)"`).exec(plot)?.[1] ?? 0);
}
