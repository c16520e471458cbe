/** The plugin's manifest, made from what it must agree with: the companion's ports and our commands. */
import {
  COMPANION_HOSTS,
  COMPANION_PORTS,
  COMPANION_VERSION,
  LANGUAGES,
  type Language,
} from '@inlay/shared'
import { panelCatalogue } from '@inlay/shared/panel'
import { COMMANDS, type CommandId, NAME, PANEL } from './commands.ts'

/**
 * Each host, port and transport by name: a wildcard is not taken, `http` does not stand for `ws`,
 * and a bare host is refused (facts/hosts.md 2.2). 127.0.0.1 is there for systems that keep UXP from
 * plain http to names.
 */
export const networkDomains = (): string[] =>
  COMPANION_HOSTS.flatMap((host) =>
    COMPANION_PORTS.flatMap((port) => [`http://${host}:${port}`, `ws://${host}:${port}`]),
  )

/** Of the panel: Photoshop draws them at 1x and 2x. */
const ICON = { width: 23, height: 23, scale: [1, 2] } as const

/**
 * Photoshop shows the one in its own language ("Menu Localization" in manifest-v4/index.md, which
 * version 5 goes on from).
 */
const labelOf = (key: `ps.command.${CommandId}`) => {
  const wordIn = (language: Language): string => panelCatalogue(language).words[key]
  const others = LANGUAGES.filter((one) => one !== 'en').map((one) => [one, wordIn(one)])
  return { default: wordIn('en'), ...Object.fromEntries(others) }
}

/** @param id as Adobe's portal gave it; for a plugin that is only installed by hand any will do */
export const manifestFor = (id: string) => ({
  manifestVersion: 5,
  id,
  name: NAME,
  version: COMPANION_VERSION,
  main: 'index.html',
  host: {
    app: 'PS',
    // Multipart and streams of fetch, UXP 7.3 (facts/hosts.md 2.1).
    minVersion: '25.2.0',
    data: { apiVersion: 2, loadEvent: 'use', enableMenuRecording: true },
  },
  entrypoints: [
    {
      type: 'panel',
      id: PANEL,
      label: { default: 'Inlay' },
      minimumSize: { width: 240, height: 320 },
      maximumSize: { width: 2000, height: 2000 },
      preferredDockedSize: { width: 280, height: 560 },
      preferredFloatingSize: { width: 300, height: 640 },
      icons: [
        { ...ICON, path: 'icons/panel-dark.png', theme: ['darkest', 'dark', 'medium'] },
        { ...ICON, path: 'icons/panel-light.png', theme: ['light', 'lightest'] },
      ],
    },
    ...COMMANDS.map((id) => ({ type: 'command', id, label: labelOf(`ps.command.${id}`) })),
  ],
  icons: [
    {
      width: 48,
      height: 48,
      scale: [1, 2],
      path: 'icons/plugin.png',
      theme: ['all'],
      species: ['pluginList'],
    },
  ],
  requiredPermissions: { network: { domains: networkDomains() } },
})

export type Manifest = ReturnType<typeof manifestFor>
