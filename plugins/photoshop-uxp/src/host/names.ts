/** What layers and history states are called: the prompt, short and on one line. */

const MOST = 80

/** Never empty; cut with an ellipsis. */
export const layerName = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  const points = [...line]
  if (points.length === 0) return 'Inlay'
  return points.length <= MOST
    ? line
    : `${points
        .slice(0, MOST - 1)
        .join('')
        .trim()}…`
}

export const historyName = (text: string): string => {
  const name = layerName(text)
  return name === 'Inlay' ? name : `Inlay: ${name}`
}
