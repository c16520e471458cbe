/** The sections' signs, drawn with one line each in the colour of their words. */
import type { ComponentChildren } from 'preact'

const Icon = ({ children }: { readonly children: ComponentChildren }) => (
  <svg
    class="icon"
    width="20"
    height="20"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.7"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    {children}
  </svg>
)

export const EditIcon = () => (
  <Icon>
    <path d="M14.5 5.5l4 4L9 19H5v-4z" />
    <path d="M12.5 7.5l4 4" />
  </Icon>
)

export const BatchIcon = () => (
  <Icon>
    <rect x="8" y="8" width="12" height="12" rx="2" />
    <path d="M5 16a1 1 0 0 1-1-1V6a2 2 0 0 1 2-2h9a1 1 0 0 1 1 1" />
  </Icon>
)

export const FillsIcon = () => (
  <Icon>
    <rect x="3.5" y="5" width="17" height="14" rx="2" />
    <path d="M3.5 16l5-5 4 4 3-3 5 5" />
  </Icon>
)

export const DevicesIcon = () => (
  <Icon>
    <path d="M9 15l6-6" />
    <path d="M11 6l1.5-1.5a5 5 0 0 1 7 7L18 13" />
    <path d="M13 18l-1.5 1.5a5 5 0 0 1-7-7L6 11" />
  </Icon>
)

export const ModelsIcon = () => (
  <Icon>
    <path d="M12 3l8 4.5v9L12 21l-8-4.5v-9z" />
    <path d="M4 7.5l8 4.5 8-4.5M12 12v9" />
  </Icon>
)

export const EnginesIcon = () => (
  <Icon>
    <rect x="6.5" y="6.5" width="11" height="11" rx="2" />
    <path d="M10 3.5v3M14 3.5v3M10 17.5v3M14 17.5v3M3.5 10h3M3.5 14h3M17.5 10h3M17.5 14h3" />
  </Icon>
)

export const SettingsIcon = () => (
  <Icon>
    <path d="M4 7h9M17 7h3M4 17h3M11 17h9" />
    <circle cx="15" cy="7" r="2" />
    <circle cx="9" cy="17" r="2" />
  </Icon>
)

export const LogsIcon = () => (
  <Icon>
    <rect x="4" y="4" width="16" height="16" rx="2" />
    <path d="M8 9h8M8 12.5h8M8 16h5" />
  </Icon>
)

export const PluginsIcon = () => (
  <Icon>
    <path d="M9 3.5v4M15 3.5v4M6.5 7.5h11v4a5.5 5.5 0 0 1-11 0zM12 17v3.5" />
  </Icon>
)

export const MenuIcon = () => (
  <Icon>
    <path d="M4 7h16M4 12h16M4 17h16" />
  </Icon>
)

export const MemoryIcon = () => (
  <Icon>
    <rect x="3.5" y="8" width="17" height="9" rx="1.5" />
    <path d="M7.5 11v3M12 11v3M16.5 11v3M6 17v2.5M12 17v2.5M18 17v2.5" />
  </Icon>
)

export const SignOutIcon = () => (
  <Icon>
    <path d="M14 4.5H6.5a1 1 0 0 0-1 1v13a1 1 0 0 0 1 1H14M10.5 12h9.5M16.5 8.5L20 12l-3.5 3.5" />
  </Icon>
)

export const ResumeIcon = () => (
  <Icon>
    <path d="M8 5.5l10 6.5-10 6.5z" />
  </Icon>
)
