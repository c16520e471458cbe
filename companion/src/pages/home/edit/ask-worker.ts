/** Questions to a worker of the page, each with an answer of its own. */
import { InlayError } from '@inlay/shared'
import type { Asked, Reply } from './answer-questions.ts'

export interface WorkerLine<Question, Told> {
  /** @throws InlayError out_of_memory when the worker cannot answer, or is gone */
  ask(question: Question): Promise<unknown>
  /** Tells it something that has no answer. */
  tell(message: Told, transfer?: Transferable[]): void
  /** Ends it; what it was still asked fails. */
  close(): void
}

/**
 * @param worker nobody else's; it ends with the line
 * @param heard gets what it says unasked
 */
export const askWorker = <Question, Told = never, Heard extends { readonly type: string } = never>(
  worker: Worker,
  heard: (message: Heard) => void = () => {},
): WorkerLine<Question, Told> => {
  const waiting = new Map<
    number,
    { readonly resolve: (answer: unknown) => void; readonly reject: (error: InlayError) => void }
  >()
  let questions = 0
  const failAll = (detail: string): void => {
    for (const { reject } of waiting.values()) reject(new InlayError('out_of_memory', detail))
    waiting.clear()
  }
  const isReply = (message: Heard | Reply): message is Reply =>
    message.type === 'answer' || message.type === 'failed'

  worker.addEventListener('message', ({ data }: MessageEvent<Heard | Reply>) => {
    if (!isReply(data)) {
      heard(data)
      return
    }
    const asked = waiting.get(data.id)
    waiting.delete(data.id)
    if (data.type === 'answer') asked?.resolve(data.answer)
    else asked?.reject(new InlayError('out_of_memory', data.detail))
  })
  worker.addEventListener('error', ({ message }) => failAll(message))
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        const id = questions++
        waiting.set(id, { resolve, reject })
        worker.postMessage({ type: 'question', id, question } satisfies Asked<Question>)
      }),
    tell: (message, transfer = []) => worker.postMessage(message, transfer),
    close: () => {
      worker.terminate()
      failAll('It was closed.')
    },
  }
}
