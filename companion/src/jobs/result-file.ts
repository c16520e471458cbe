/** Names of result files in a job's folder. */
import { ENVELOPE_TYPE } from '@inlay/shared'
import type { ResultForm, ResultFormat } from './fill-messages.ts'

const KINDS: Readonly<Record<ResultFormat, { readonly extension: string; readonly type: string }>> =
  {
    png: { extension: 'png', type: 'image/png' },
    raw: { extension: 'inlay', type: ENVELOPE_TYPE },
  }

/** "result-0-patch.png"; also the name a browser saves it under. */
export const resultFile = (index: number, form: ResultForm, format: ResultFormat): string =>
  `result-${index}-${form}.${KINDS[format].extension}`

export const resultType = (format: ResultFormat): string => KINDS[format].type
