/** The tables of the speed sections. */
import type { BigRow } from '../run-big.ts'
import { type HybridRow, WAYS } from '../run-hybrid.ts'
import type { RepairRow } from '../run-repair.ts'
import type { CurveRow, ThreadsRow } from '../run-scaling.ts'
import type { SpeedRow, Timing } from '../run-speed.ts'
import type { VariationsRow } from '../run-variations.ts'
import { number, table } from './table.ts'

const milliseconds = (value: number | undefined): string =>
  value === undefined ? '·' : `${value.toFixed(value < 100 ? 1 : 0)} ms`

const megabytes = (timing: Timing | undefined): string =>
  timing?.peak === undefined ? '·' : `${(timing.peak / 2 ** 20).toFixed(0)} MB`

const ratio = (theirs: number | undefined, ours: number | undefined): string =>
  theirs === undefined || ours === undefined ? '·' : `${(theirs / ours).toFixed(1)}×`

/** G'MIC is the one to beat in time, so its columns say how often ours goes into it. */
export const speedTable = (rows: readonly SpeedRow[]): string => {
  const others = [...new Set(rows.flatMap((row) => Object.keys(row.peers)))].filter(
    (peer) => peer !== 'gmic',
  )
  return table(
    [
      'time, best of several',
      'hole px',
      'engine',
      'pipeline',
      'CLI cold',
      'CLI peak',
      'gmic',
      '/engine',
      '/CLI',
      'gmic peak',
      ...others,
    ],
    rows.map((row) => [
      row.name,
      String(row.holePixels),
      milliseconds(row.engine),
      milliseconds(row.pipeline),
      milliseconds(row.cli?.ms),
      megabytes(row.cli),
      milliseconds(row.peers.gmic?.ms),
      ratio(row.peers.gmic?.ms, row.engine),
      ratio(row.peers.gmic?.ms, row.cli?.ms),
      megabytes(row.peers.gmic),
      ...others.map((peer) => milliseconds(row.peers[peer]?.ms)),
    ]),
  )
}

export const repairTable = (rows: readonly RepairRow[]): string =>
  table(
    ['repair, warm', 'hole px', 'engine', 'pipeline', 'telea', 'perceptual', 'telea', 'ours/telea'],
    rows.map((row) => [
      row.name,
      String(row.holePixels),
      milliseconds(row.engine),
      milliseconds(row.pipeline),
      milliseconds(row.telea),
      row.distance === undefined ? '·' : number(row.distance, 3),
      row.teleaDistance === undefined ? '·' : number(row.teleaDistance, 3),
      row.distance === undefined || row.teleaDistance === undefined
        ? '·'
        : number(row.distance / row.teleaDistance, 2),
    ]),
  )

export const curveTable = (rows: readonly CurveRow[]): string =>
  table(
    ['hole in an 18 MP photo', 'hole px', 'engine', 'ns/px', 'pipeline', 'ns/px'],
    rows.map((row) => [
      `${row.megapixels} MP`,
      String(row.holePixels),
      milliseconds(row.engine),
      number((row.engine * 1e6) / row.holePixels, 0),
      milliseconds(row.pipeline),
      number((row.pipeline * 1e6) / row.holePixels, 0),
    ]),
  )

export const threadsTable = (rows: readonly ThreadsRow[]): string => {
  const counts = [...new Set(rows.flatMap((row) => Object.keys(row.times).map(Number)))]
  const [one = 1, ...more] = counts
  return table(
    ['threads', ...counts.map(String), ...more.map((count) => `${one}/${count}`), 'same bytes'],
    rows.map((row) => [
      row.name,
      ...counts.map((count) => milliseconds(row.times[count])),
      ...more.map((count) => number(row.times[one]! / row.times[count]!, 2)),
      row.same ? 'yes' : 'NO',
    ]),
  )
}

export const variationsTable = (rows: readonly VariationsRow[]): string =>
  table(
    [
      'variations',
      'n',
      'between seeds',
      'from the original',
      'ratio',
      'first',
      'others',
      'others/first',
      'same seed, same bytes',
    ],
    rows.map((row) => [
      row.family,
      String(row.cases),
      number(row.pairwise, 3),
      number(row.fromTruth, 3),
      number(row.pairwise / row.fromTruth, 2),
      number(row.first, 3),
      number(row.others, 3),
      number(row.others / row.first, 2),
      row.reproducible ? 'yes' : 'NO',
    ]),
  )

export const bigTable = (rows: readonly BigRow[]): string =>
  table(
    ['0.5 MP hole by CLI', 'process', 'without files', 'engine', 'peak'],
    rows.map((row) => [
      `${row.name} TIFF`,
      milliseconds(row.ms),
      milliseconds(row.work),
      milliseconds(row.times.engine),
      megabytes(row),
    ]),
  )

/** Perceptual distance and sharpness of the net, PatchMatch and the two together. */
export const hybridTable = (rows: readonly HybridRow[]): string =>
  table(
    [
      'hybrid',
      'n',
      ...WAYS.map((way) => `perceptual ${way}`),
      ...[...WAYS, 'original'].map((way) => `sharpness ${way}`),
      ...WAYS.map((way) => `seam ${way}`),
    ],
    rows.map((row) => [
      row.name,
      String(row.cases),
      ...WAYS.map((way) => number(row.perceptual[way], 3)),
      ...([...WAYS, 'original'] as const).map((way) => number(row.sharpness[way], 2)),
      ...WAYS.map((way) => number(row.seam[way], 2)),
    ]),
  )
