/** Chromium for a test, begun with all the time that a machine under load needs. */
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'
import { HOOK_PATIENCE } from './patience.ts'
import { findPart } from './system-parts.mjs'

/** Undefined where there is none: what needs it says so and is skipped. */
export const chromiumPath = findPart('chromium')

export const launchChromium = ({ args = [], ...options }: LaunchOptions = {}): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath ?? '',
    timeout: HOOK_PATIENCE,
    args: ['--no-sandbox', ...args],
    ...options,
  })
