/**
 * The sections of the page, in the order of the navigation; the first is what it opens with. One
 * line adds one: its view and its words are loaded when it is first opened.
 */
import type { ComponentType } from 'preact'
import type { Store } from '../state.ts'
import type { Section } from '../words/say.ts'
import {
  BatchIcon,
  DevicesIcon,
  EditIcon,
  EnginesIcon,
  FillsIcon,
  LogsIcon,
  ModelsIcon,
  PluginsIcon,
  SettingsIcon,
} from './icons.tsx'

export interface ViewProps {
  readonly store: Store
  /** What follows the section in the address, e.g. the id of a fill. */
  readonly rest: string
}

interface SectionEntry {
  readonly id: string
  readonly Icon: ComponentType
  readonly load: () => Promise<{ readonly View: ComponentType<ViewProps> }>
  /** Its catalogues, where there are more than the one of its own name. */
  readonly words?: readonly Section[]
  /** Takes the whole window, without margins and without scrolling of the page. */
  readonly isWide?: boolean
}

export const SECTIONS = [
  {
    id: 'edit',
    Icon: EditIcon,
    load: () => import('../edit/view.tsx'),
    words: ['edit', 'stage', 'catalogue'],
    isWide: true,
  },
  {
    id: 'batch',
    Icon: BatchIcon,
    load: () => import('../views/batch/view.tsx'),
    words: ['batch', 'stage'],
  },
  { id: 'fills', Icon: FillsIcon, load: () => import('../views/fills/view.tsx') },
  { id: 'devices', Icon: DevicesIcon, load: () => import('../views/devices/view.tsx') },
  {
    id: 'models',
    Icon: ModelsIcon,
    load: () => import('../views/models/view.tsx'),
    words: ['models', 'catalogue', 'parts'],
  },
  {
    id: 'engines',
    Icon: EnginesIcon,
    load: () => import('../views/engines/view.tsx'),
    words: ['engines', 'models', 'catalogue', 'parts'],
  },
  {
    id: 'settings',
    Icon: SettingsIcon,
    load: () => import('../views/settings/view.tsx'),
    words: ['settings', 'parts'],
  },
  {
    id: 'logs',
    Icon: LogsIcon,
    load: () => import('../views/logs/view.tsx'),
    words: ['logs', 'parts'],
  },
  {
    id: 'plugins',
    Icon: PluginsIcon,
    load: () => import('../views/plugins/view.tsx'),
    words: ['plugins', 'parts'],
  },
] as const satisfies readonly [SectionEntry, ...SectionEntry[]]

export type SectionId = (typeof SECTIONS)[number]['id']

export const isSection = (id: string): id is SectionId => SECTIONS.some((one) => one.id === id)

export const sectionOf = (id: SectionId): SectionEntry =>
  SECTIONS.find((one) => one.id === id) ?? SECTIONS[0]
