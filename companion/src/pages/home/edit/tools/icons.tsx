/** The tools' signs, drawn with one line each in the colour of their words. */
import type { ComponentChildren } from 'preact'

const Icon = ({ children }: { readonly children: ComponentChildren }) => (
  <svg
    width="18"
    height="18"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.8"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    {children}
  </svg>
)

export const BrushIcon = () => (
  <Icon>
    <path d="M20 4c-4 1-8.500 4.500-10.500 9.500l2 2C16.500 13 19.500 8.500 20 4z" />
    <path d="M9 14c-3 0-4 2-4 4 0 1-.7 2-2 2 4 1 8 0 8-3.500" />
  </Icon>
)
export const EraseIcon = () => (
  <Icon>
    <path d="M14 4l6 6-9.500 9.500H7L3.500 16z" />
    <path d="M9 9l6 6M10.500 19.500H20" />
  </Icon>
)
export const LassoIcon = () => (
  <Icon>
    <path d="M7 15.500C4.500 14.500 3 12.900 3 11c0-3.600 4-6.500 9-6.500s9 2.900 9 6.500-4 6.500-9 6.500c-1 0-2-.1-2.900-.3" />
    <circle cx="7.500" cy="16.500" r="2" />
    <path d="M7 18.500c.3 1-.2 2-1.500 2.500" />
  </Icon>
)
export const RectangleIcon = () => (
  <Icon>
    <rect x="4" y="5" width="16" height="14" stroke-dasharray="3.500 3" />
  </Icon>
)
export const SelectIcon = () => (
  <Icon>
    <path d="M10 10l10 4-4.500 1.500L14 20z" />
    <path d="M9 3v3M3 9h3M4.800 4.800l2 2M13.200 4.800l-2 2M4.800 13.200l2-2" />
  </Icon>
)
export const PanIcon = () => (
  <Icon>
    <path d="M8 13V6.500a1.500 1.500 0 0 1 3 0V11V5a1.500 1.500 0 0 1 3 0v6V6.500a1.500 1.500 0 0 1 3 0V14c0 4-2 6.500-5.500 6.500-3 0-4.500-1.500-6-4.500l-1.600-3.200a1.500 1.500 0 0 1 2.600-1.500z" />
  </Icon>
)
export const UndoIcon = () => (
  <Icon>
    <path d="M8 5L4 9l4 4" />
    <path d="M4 9h10a5.500 5.500 0 0 1 0 11h-3" />
  </Icon>
)
export const RedoIcon = () => (
  <Icon>
    <path d="M16 5l4 4-4 4" />
    <path d="M20 9H10a5.500 5.500 0 0 0 0 11h3" />
  </Icon>
)
export const InvertIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="8.500" />
    <path d="M12 3.500a8.500 8.500 0 0 1 0 17z" fill="currentColor" />
  </Icon>
)
export const AllIcon = () => (
  <Icon>
    <rect x="4" y="4" width="16" height="16" rx="1" stroke-dasharray="3 3" />
    <path d="M8.500 12.500l2.500 2.500 4.500-5.500" />
  </Icon>
)
export const ClearIcon = () => (
  <Icon>
    <rect x="4" y="4" width="16" height="16" rx="1" stroke-dasharray="3 3" />
    <path d="M9 9l6 6M15 9l-6 6" />
  </Icon>
)
export const SubjectIcon = () => (
  <Icon>
    <circle cx="12" cy="9" r="3.500" />
    <path d="M5.500 20c.5-4 3-6 6.500-6s6 2 6.500 6" />
  </Icon>
)
export const HolesIcon = () => (
  <Icon>
    <rect x="4" y="4" width="16" height="16" rx="1" />
    <path d="M4 12h8V4M12 12v8h8v-8z" fill="currentColor" />
  </Icon>
)
export const LoadIcon = () => (
  <Icon>
    <path d="M12 4v10M8 10l4 4 4-4M4 15v4h16v-4" />
  </Icon>
)
export const StoreIcon = () => (
  <Icon>
    <path d="M12 14V4M8 8l4-4 4 4M4 15v4h16v-4" />
  </Icon>
)
export const LessIcon = () => (
  <Icon>
    <path d="M6 12h12" />
  </Icon>
)
export const MoreIcon = () => (
  <Icon>
    <path d="M6 12h12M12 6v12" />
  </Icon>
)
export const FitIcon = () => (
  <Icon>
    <path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5" />
  </Icon>
)
export const OpenIcon = () => (
  <Icon>
    <rect x="3.500" y="5" width="17" height="14" rx="2" />
    <path d="M3.500 16l5-5 4 4 3-3 5 5" />
  </Icon>
)
