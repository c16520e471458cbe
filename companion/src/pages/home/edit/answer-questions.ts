/** The other end of `ask-worker.ts`, in the worker. */

export interface Asked<Question> {
  readonly type: 'question'
  readonly id: number
  readonly question: Question
}

export type Reply<Answer = unknown> =
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly type: 'failed'; readonly id: number; readonly detail: string }

/** @param owned what of an answer is handed over instead of copied */
export const answering =
  <Question, Answer>(
    answer: (question: Question) => Promise<Answer>,
    owned: (answer: Answer) => Transferable[],
  ) =>
  ({ id, question }: Asked<Question>): void => {
    const tell = (reply: Reply<Answer>, transfer: Transferable[] = []): void =>
      postMessage(reply, { transfer })
    answer(question).then(
      (given) => tell({ type: 'answer', id, answer: given }, owned(given)),
      (error: unknown) => tell({ type: 'failed', id, detail: String(error) }),
    )
  }
