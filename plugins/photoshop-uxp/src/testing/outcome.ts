/** What a call came to, and whether the document and Photoshop are as they were. */
import { InlayError } from '@inlay/shared'
import { expect } from 'vitest'
import type { PixelDocument } from '../../../../test/hosts/photoshop/document.ts'
import type { PhotoshopDouble } from '../../../../test/hosts/photoshop/photoshop.ts'

/** What the user would see of it: pixels, names, order, selection, history. */
export const fingerprint = ({ state, history }: PixelDocument) => ({
  state,
  history: history.map(({ id, name }) => `${id} ${name}`),
})

/** `done`, or the code of its error. */
export const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'done'
  } catch (error) {
    if (error instanceof InlayError) return error.code
    throw error
  }
}

/** No rule was broken, nothing is left open. */
export const settled = (double: PhotoshopDouble): void => {
  expect(double.gate.offences).toEqual([])
  expect(double.leaks).toBe(0)
  expect(double.gate.modalDepth).toBe(0)
}
