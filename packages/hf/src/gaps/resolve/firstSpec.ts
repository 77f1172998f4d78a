/** Parameters of a case that belong to its step, formats and parallelism, and not to the layer's spec. */
const others =
  /^(layer|dtype|dtypes\..*|phase|batchSize|seqLen|contextLen|causal|overlap|numPackages|bytesPerElem(ent)?|.*Parallel|peakFlops\..*|memoryBandwidth|linkBandwidth|linkLatency)$/;

const parameter = /^- ([A-Za-z][A-Za-z0-9.]{0,80})(?: `[^`]{1,40}`)? = \*\*(.{1,2000}?)\*\*/;

/** The spec of the first case of a document: what its parameter lines say of the layer itself. */
export function firstSpec(text: string): Readonly<Record<string, unknown>> {
  const lines = text.split(/\r\n|\n|\r/);
  const from = lines.findIndex((line) => /^# Test /.test(line));
  const entries: [string, unknown][] = [];
  for (const line of from === -1 ? [] : lines.slice(from + 1)) {
    if (/^(Derived|### Expected|# )/.test(line)) break;
    const [, name, value] = parameter.exec(line) ?? [];
    if (name === undefined || value === undefined || others.test(name)) continue;
    entries.push([name.replace(/^spec\./, ''), valueOf(value)]);
  }
  return Object.fromEntries(entries);
}

function valueOf(text: string): unknown {
  const plain = text.replace(/^`|`$/g, '');
  if (/^-?[\d,]+(\.\d+)?$/.test(plain)) return Number(plain.replaceAll(',', ''));
  if (plain === 'true' || plain === 'false') return plain === 'true';
  if (!text.startsWith('`')) return plain;
  try {
    return JSON.parse(plain) as unknown;
  } catch {
    return plain;
  }
}
