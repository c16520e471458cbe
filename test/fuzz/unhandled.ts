/** Promises that fail while work is done, and that nobody takes. */

export const withUnhandled = async <T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly unhandled: readonly unknown[] }> => {
  const unhandled: unknown[] = []
  const note = (reason: unknown): void => {
    unhandled.push(reason)
  }
  process.on('unhandledRejection', note)
  try {
    return { result: await work(), unhandled }
  } finally {
    process.off('unhandledRejection', note)
  }
}
