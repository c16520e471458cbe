import { describe, expect, it } from 'vitest'
import { controlScale, controlWayOf, residualNames } from './control.ts'

const infos = (...names: string[]) => names.map((name) => ({ name, type: 'float32', shape: [] }))
const HINT = { width: 8, height: 8, channels: 3, data: new Float32Array(192) }

describe('how a UNet takes a ControlNet', () => {
  it.each([
    [['sample', 'timestep', 'controlnet_conds', 'conditioning_scales'], 'merged'],
    [['sample', 'down_block_additional_residual_0', 'mid_block_additional_residual'], 'separate'],
    [['sample', 'down_block_0', 'mid_block'], 'separate'],
    [['sample', 'timestep', 'encoder_hidden_states'], 'none'],
  ])('%j: %s', (names, way) => {
    expect(controlWayOf({ inputs: infos(...names) })).toBe(way)
  })

  it('meets residuals by their numbers, also above nine, and by their order where unnamed', () => {
    const wanted = ['x', 'down_block_10', 'down_block_2', 'mid_block']
    const byNumber = residualNames(
      { inputs: infos(...wanted) },
      {
        outputs: infos(
          'down_block_res_sample_2',
          'down_block_res_sample_10',
          'mid_block_res_sample',
        ),
      },
    )
    expect(byNumber.map(({ info, output }) => [info.name, output])).toEqual([
      ['down_block_2', 'down_block_res_sample_2'],
      ['down_block_10', 'down_block_res_sample_10'],
      ['mid_block', 'mid_block_res_sample'],
    ])
    // diffusers' own script names the first of a list, then the middle, and leaves the rest.
    const byOrder = residualNames(
      { inputs: infos('down_block_0', 'down_block_1', 'mid_block') },
      { outputs: infos('down_block_res_samples', 'mid_block_res_sample', '2773') },
    )
    expect(byOrder.map(({ output }) => output)).toEqual([
      'down_block_res_samples',
      '2773',
      'mid_block_res_sample',
    ])
    expect(() =>
      residualNames({ inputs: infos('down_block_0', 'mid_block') }, { outputs: infos('a') }),
    ).toThrow(expect.objectContaining({ code: 'contract_mismatch' }))
  })
})

describe('the share of a control that acts', () => {
  it('is all of it between start and end, as diffusers counts steps', () => {
    const control = { hint: HINT, strength: 0.8, start: 0.2, end: 0.7 }
    expect([0, 1, 2, 3, 4].map((step) => controlScale(control, step, 5))).toEqual([
      0, 0.8, 0.8, 0, 0,
    ])
    const always = { ...control, start: 0, end: 1 }
    expect([0, 1].map((step) => controlScale(always, step, 2))).toEqual([0.8, 0.8])
  })
})
