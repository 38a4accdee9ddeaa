/** Saves what the page has made or read as a file of the person. A name that would lead into a folder does not. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name.replaceAll('/', '-');
  link.click();
  URL.revokeObjectURL(address);
}
