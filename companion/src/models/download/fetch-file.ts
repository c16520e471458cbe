/**
 * One file from the internet: what is here is kept and gone on from, the rest is asked for with
 * Range and If-Range (RFC 9110, sections 13.1.5 and 14), and nothing counts before its SHA-256 is
 * right.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { InlayError } from '@inlay/shared'
import { megabytes } from '../disk.ts'
import type { FetchedFile } from '../manifest.ts'
import { addressOf } from './hosts.ts'
import { openPart, type PartFile, removePart } from './part-file.ts'
import type { Answer, Web } from './web.ts'

export interface Patience {
  /** Milliseconds without a byte after which the line counts as dead. */
  readonly silence: number
  /** Tries in a row that bring nothing new before giving up. */
  readonly attempts: number
  /** Milliseconds before the second try; doubled for each one after. */
  readonly pause: number
}

export const PATIENCE: Patience = { silence: 30_000, attempts: 4, pause: 1000 }

export interface FetchOptions {
  readonly web: Web
  readonly mirror?: URL | undefined
  /** Where parts lie. */
  readonly folder: string
  readonly signal: AbortSignal
  readonly patience?: Partial<Patience>
  /** Hears how many bytes of this file are here. */
  readonly onBytes: (received: number) => void
}

/** A failure that another try may put right. */
class Transient extends Error {
  readonly problem: InlayError
  readonly wait: number | undefined

  constructor(detail: string, options: { readonly cause?: unknown; readonly wait?: number } = {}) {
    super(detail)
    this.problem = new InlayError('model_download_failed', detail, { cause: options.cause })
    this.wait = options.wait
  }
}

/**
 * The path of the whole file, its hash checked.
 * @throws InlayError model_download_failed | model_damaged | disk_full | file_unwritable; the
 *   signal's reason
 */
export const fetchFile = async (file: FetchedFile, options: FetchOptions): Promise<string> => {
  const { signal, onBytes } = options
  const patience = { ...PATIENCE, ...options.patience }
  const part = await openPart(options.folder, file, signal)
  try {
    onBytes(part.size)
    let isResumed = part.size > 0
    for (;;) {
      await complete(part, file, { ...options, patience })
      const received = part.digest()
      if (received === file.sha256) break
      // What lay here may be the wrong half: once more from the beginning.
      await part.restart(undefined)
      if (!isResumed) throw damaged(file, received)
      isResumed = false
      onBytes(0)
    }
    await part.sync()
  } catch (error) {
    await part.close()
    if (error instanceof InlayError && error.code === 'model_damaged') await removePart(part.path)
    throw error
  }
  await part.close()
  return part.path
}

const damaged = ({ name, sha256 }: FetchedFile, received: string): InlayError =>
  new InlayError(
    'model_damaged',
    `Expected SHA-256 ${sha256} for ${name} but received ${received}. Nothing of it was kept.`,
  )

interface Attempt extends FetchOptions {
  readonly patience: Patience
}

/** Asks until all bytes are here. */
const complete = async (part: PartFile, file: FetchedFile, options: Attempt): Promise<void> => {
  const { signal, patience } = options
  let failures = 0
  while (part.size < file.bytes) {
    const before = part.size
    try {
      await ask(part, file, options)
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof Transient)) throw error
      failures = part.size > before ? 1 : failures + 1
      if (failures >= patience.attempts) throw error.problem
      await sleep(error.wait ?? patience.pause * 2 ** (failures - 1), undefined, { signal })
    }
  }
}

/** One request, as far as it leads. */
const ask = async (part: PartFile, file: FetchedFile, options: Attempt): Promise<void> => {
  const watch = watchSilence(options.signal, options.patience.silence)
  try {
    const { web, mirror } = options
    const answer = await web.get(addressOf(file.url, mirror), rangeHeaders(part), watch.signal)
    try {
      watch.heard()
      await readAnswer(answer, part, file, { ...options, heard: watch.heard })
    } finally {
      answer.discard()
    }
  } catch (cause) {
    if (cause instanceof InlayError || cause instanceof Transient) throw cause
    options.signal.throwIfAborted()
    throw watch.isSilent()
      ? new Transient(`The server sent nothing for ${seconds(options.patience.silence)}.`, {
          cause,
        })
      : new Transient(networkWords(cause), { cause })
  } finally {
    watch.stop()
  }
}

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} seconds`

/** A strong validator only: a weak one does not promise the same bytes (RFC 9110, 13.1.5). */
const rangeHeaders = ({ size, etag }: PartFile): Record<string, string> => ({
  ...(size > 0 && { range: `bytes=${size}-` }),
  ...(size > 0 && etag !== undefined && { 'if-range': etag }),
})

const strongEtag = (answer: Answer): string | undefined => {
  const etag = answer.header('etag')
  return etag !== undefined && /^"[\x21\x23-\x7e]{1,200}"$/.test(etag) ? etag : undefined
}

const readAnswer = async (
  answer: Answer,
  part: PartFile,
  file: FetchedFile,
  options: Attempt & { readonly heard: () => void },
): Promise<void> => {
  if (answer.status === 206) await checkRange(answer, part, file)
  else if (answer.status === 200) await checkWhole(answer, part, file)
  else await refuse(answer, part)
  const encoding = answer.header('content-encoding')
  if (encoding !== undefined && encoding !== 'identity') {
    throw new InlayError('model_download_failed', 'The server packs what must come as it is.')
  }
  for await (const chunk of answer.body) {
    options.heard()
    if (part.size + chunk.length > file.bytes) {
      await part.restart(undefined)
      throw new InlayError(
        'model_damaged',
        `Expected ${file.bytes} bytes for ${file.name} but received more.`,
      )
    }
    await part.append(chunk)
    options.onBytes(part.size)
  }
  if (part.size < file.bytes) {
    throw new Transient(
      `The line broke off after ${megabytes(part.size)} of ${megabytes(file.bytes)}.`,
    )
  }
}

/** A part of the file goes on exactly where ours ends, and belongs to the same version. */
const checkRange = async (answer: Answer, part: PartFile, file: FetchedFile): Promise<void> => {
  const [, from, total] =
    /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(answer.header('content-range') ?? '') ?? []
  const etag = strongEtag(answer)
  const isSame = part.etag === undefined || etag === undefined || etag === part.etag
  if (Number(from) === part.size && isSame && (total === '*' || Number(total) === file.bytes))
    return
  await part.restart(undefined)
  throw new Transient('The server’s file has changed meanwhile.', { wait: 0 })
}

/** The whole file: what is here is another version, or the server knows no ranges. */
const checkWhole = async (answer: Answer, part: PartFile, file: FetchedFile): Promise<void> => {
  const length = answer.header('content-length')
  if (length !== undefined && Number(length) !== file.bytes) {
    const isPage = answer.header('content-type')?.startsWith('text/html') === true
    throw new InlayError(
      'model_download_failed',
      isPage
        ? 'A web page comes instead of the file: a sign-in page of the network, or of the publisher.'
        : `Expected ${file.bytes} bytes for ${file.name} but the server offers ${length}.`,
    )
  }
  await part.restart(strongEtag(answer))
}

const refuse = async (answer: Answer, part: PartFile): Promise<never> => {
  const { status } = answer
  if (status === 416) {
    // Some of the publishers' stores answer so to any range (Hugging Face's signed addresses).
    await part.restart(undefined)
    throw new Transient('The server does not go on where it stopped.', { wait: 0 })
  }
  const words = `The server answers ${status}.`
  if (status === 408 || status === 429 || status >= 500) {
    const wait = retryAfter(answer)
    throw new Transient(words, wait === undefined ? {} : { wait })
  }
  throw new InlayError('model_download_failed', words)
}

/** Milliseconds the server asks us to wait, a minute at most. */
const retryAfter = (answer: Answer): number | undefined => {
  const text = answer.header('retry-after') ?? ''
  return /^\d{1,6}$/.test(text) ? Math.min(Number(text), 60) * 1000 : undefined
}

/** A signal that aborts with the given one, or after so many milliseconds in which nothing came. */
const watchSilence = (outer: AbortSignal, silence: number) => {
  const silent = new AbortController()
  const timer = setTimeout(() => silent.abort(), silence)
  return {
    signal: AbortSignal.any([outer, silent.signal]),
    heard: (): void => {
      timer.refresh()
    },
    isSilent: (): boolean => silent.signal.aborted,
    stop: (): void => clearTimeout(timer),
  }
}

/** What went wrong on the line, for people; the codes are Node's and OpenSSL's. */
const networkWords = (cause: unknown): string => {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (['ENOTFOUND', 'EAI_AGAIN'].includes(code)) {
    return 'The server’s name is not found: is this machine online?'
  }
  if (code === 'ECONNREFUSED') return 'The server takes no connections.'
  if (['ENETUNREACH', 'EHOSTUNREACH', 'ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT'].includes(code)) {
    return 'The server cannot be reached.'
  }
  if (/CERT|SIGNATURE|ALTNAME|ISSUER/.test(code)) {
    return 'The server cannot prove who it is (its certificate is not trusted here).'
  }
  return 'The line to the server broke.'
}
