import { buildModelConfig, type BuiltModelConfig } from '../../buildModelConfig.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Each field of a file and of its sections, as a path; those of lists are the list's. */
function pathsOf(fields: Fields): readonly (readonly string[])[] {
  return Object.entries(fields).flatMap(([name, value]) => [
    [name],
    ...(isFields(value) && name !== 'quantization_config'
      ? pathsOf(value).map((path) => [name, ...path])
      : []),
  ]);
}

function without(fields: Fields, [name = '', ...inner]: readonly string[]): Fields {
  const { [name]: value, ...rest } = fields;
  return inner.length === 0 ? rest : { ...rest, [name]: without(value as Fields, inner) };
}

/** What a model is made of; its names left aside. */
function modelOf({ config }: BuiltModelConfig): string {
  const { layer_types: types, total_params: total } = config ?? {};
  return JSON.stringify([types, total]);
}

const said = ({ findings }: BuiltModelConfig): readonly string[] =>
  findings.map(({ code, path, message }) => `${code} ${path} ${message}`);

/**
 * What no configuration can miss: a model without `quantization_config` is one that is not quantised, and whole; an
 * entry of `id2label` is a label less, not a field.
 */
const unmissed = /(^|\.)(quantization_config|id2label\.\w+)$/;

/** The fields of a configuration without which it describes another model, and nothing is said of it. */
export function silentFieldsOf(config: Fields): readonly string[] {
  const whole = buildModelConfig({ config });
  const known = new Set(said(whole));
  const model = modelOf(whole);
  const silent = pathsOf(config).filter((path) => {
    const trimmed = buildModelConfig({ config: without(config, path) });
    return said(trimmed).every((each) => known.has(each)) && modelOf(trimmed) !== model;
  });
  return silent.map((path) => path.join('.')).filter((path) => !unmissed.test(path));
}
