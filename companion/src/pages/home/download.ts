/** Hands something that lies in memory to the person as a file. */

/** Milliseconds the browser may take to begin. */
const KEEPS = 60_000

export const download = (name: string, content: Blob): void => {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), KEEPS)
}
