/** The text that stands in a form field, '' if its value is none. */
export const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
