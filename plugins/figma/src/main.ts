/** The sandbox's script: what Figma starts, for the window and for the quick actions. */
import type { PluginAPI } from '@figma/plugin-typings/plugin-api-standalone'
import type { Language } from '@inlay/shared'
import { createHost, type Host } from './host/host.ts'
import { readLanguage } from './host/storage.ts'
import { SANDBOX_WORDS } from './host/words.ts'
import { Command } from './messages.ts'
import { suggestShapes } from './parameters.ts'

declare const figma: PluginAPI
declare const __html__: string
declare const setTimeout: (callback: () => void, delay: number) => number

/** Of the window at first; the panel asks for what it needs. */
const WIDTH = 340
const HEIGHT = 640

/** Commands that need nobody to look, when nothing has to be asked. */
const QUICK: ReadonlySet<Command> = new Set(['remove', 'fill', 'expand'])

let host: Host | undefined

/** For what is said before there is a host. */
let language: Language = 'en'
void readLanguage(figma).then((kept) => {
  language = kept
})

figma.on('selectionchange', () => host?.selectionChanged())
figma.on('currentpagechange', () => host?.selectionChanged())
figma.on('close', () => host?.close())

figma.parameters.on('input', ({ key, query, result }) => {
  const shapes = key === 'shape' ? suggestShapes(query) : []
  if (key === 'shape' && shapes.length === 0) result.setError(SANDBOX_WORDS[language].unknownShape)
  else result.setSuggestions(shapes)
})

figma.on('run', (event) => {
  const known = Command.safeParse('command' in event ? event.command : 'open')
  // Started from the Plugins menu of development Figma gives an empty command.
  const command = known.success ? known.data : 'open'
  const given = 'parameters' in event ? event.parameters : undefined
  const parameters = Object.fromEntries(
    Object.entries(given ?? {}).flatMap(([key, value]) =>
      typeof value === 'string' && value.trim() !== '' ? [[key, value.trim()]] : [],
    ),
  )
  // A fill without words and an expansion without a shape have to ask: in the window.
  const isAsked = command === 'remove' || Object.keys(parameters).length > 0
  const quick = QUICK.has(command) && isAsked
  host = createHost(figma, { command, quick, parameters }, setTimeout)
  figma.showUI(__html__, {
    visible: !quick,
    width: WIDTH,
    height: HEIGHT,
    title: 'Inlay',
    themeColors: true,
  })
  figma.ui.onmessage = (value: unknown) => host?.receive(value)
})
