import { type Config, type ConfigOrigins } from './config.ts';
import { configFields } from './config-fields.ts';

/** `poststelle config`: every setting in force, one a line as in a configuration file, with where it comes from. Secrets only tell that they are set. */
export function configReport(config: Config, origins: ConfigOrigins): string {
  const rows = (Object.keys(configFields) as (keyof typeof configFields)[]).map((key) => {
    const { variable, secret } = configFields[key] as { variable: string; secret?: boolean };
    const assignment = `${variable}=${secret && config[key] !== null ? '***' : valueText(key, config)}`;
    return { assignment, origin: origins[key] };
  });
  const width = Math.max(...rows.map((row) => row.assignment.length));
  return rows.map((row) => `${row.assignment.padEnd(width)}  # ${row.origin}\n`).join('');
}

/** A value as it is written in the environment. */
function valueText(key: keyof typeof configFields, config: Config): string {
  const value = config[key];
  if (key === 'maxMailBytes') return String(config.maxMailBytes / 1024 / 1024);
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value)) return value.join(', ');
  return value === null ? '' : String(value);
}
