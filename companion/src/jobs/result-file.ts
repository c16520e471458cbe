/** Names and types of result files in a job's folder. */
import { ENVELOPE_TYPE, expected, InlayError } from '@inlay/shared'
import type { ResultAsked, ResultFormat } from './fill-messages.ts'

interface Kind {
  readonly extension: string
  readonly type: string
  /** Patches are layers: they need exact alpha, at the picture's own depth. */
  readonly forms: readonly ResultAsked['form'][]
  readonly takesQuality: boolean
}

const FOR_LAYERS = { forms: ['patch', 'composite'], takesQuality: false } as const
const WHOLE = { forms: ['composite'], takesQuality: true } as const

const KINDS: Readonly<Record<ResultFormat, Kind>> = {
  png: { extension: 'png', type: 'image/png', ...FOR_LAYERS },
  raw: { extension: 'inlay', type: ENVELOPE_TYPE, ...FOR_LAYERS },
  jpeg: { extension: 'jpg', type: 'image/jpeg', ...WHOLE },
  webp: { extension: 'webp', type: 'image/webp', ...WHOLE },
  tiff: { extension: 'tif', type: 'image/tiff', ...WHOLE, takesQuality: false },
  avif: { extension: 'avif', type: 'image/avif', ...WHOLE },
}

/** @throws InlayError invalid_request for a kind that this form or quality does not go with */
export const checkAsked = ({ form, format, quality, side }: ResultAsked): void => {
  const kind = KINDS[format]
  if (!kind.forms.includes(form)) {
    throw new InlayError('invalid_request', expected('png or raw for a patch', 'format', format))
  }
  if (quality !== undefined && !kind.takesQuality) {
    throw new InlayError('invalid_request', expected(`none with ${format}`, 'quality', quality))
  }
  if (side !== undefined && (form === 'patch' || format === 'raw')) {
    throw new InlayError('invalid_request', expected('a file of the composite', 'side', side))
  }
}

/** "result-0-patch.png"; also the name a browser saves it under. */
export const resultFile = ({ index, form, format, quality, side }: ResultAsked): string => {
  const how = `${side === undefined ? '' : `-s${side}`}${quality === undefined ? '' : `-q${quality}`}`
  return `result-${index}-${form}${how}.${KINDS[format].extension}`
}

export const resultType = (format: ResultFormat): string => KINDS[format].type
