/** opencc-js ships its dictionaries without types: "traditional simplified…" entries joined by "|". */
declare module 'opencc-js/dict/TSCharacters' {
  const entries: string;

  // biome-ignore lint/style/noDefaultExport: the package exports it so
  export { entries as default };
}
