/** `text` with each `{{name}}` replaced by its value from `params`; a placeholder without a value stays as it is, so that the gap is seen. */
export function fillIn(text: string, params: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => {
    const value = params[name];
    return value === undefined ? placeholder : String(value);
  });
}
