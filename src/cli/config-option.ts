/** The option of every command that reads settings. */
export const CONFIG_OPTION = [
  '-c, --config <file>',
  'settings file, YAML (default: the one that BREAKWATER_CONFIG names)',
] as const;
