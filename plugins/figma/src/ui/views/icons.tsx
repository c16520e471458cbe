/** The panel's icons: 16 by 16, one line's width, in the colour of the text. */
import type { ComponentChildren } from 'preact'

const icon = (children: ComponentChildren) => () => (
  <svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
    {children}
  </svg>
)

export const ShapesIcon = icon(
  <>
    <rect x="2.5" y="5.5" width="8" height="8" rx="1" />
    <path d="M6 5.5V5a3.5 3.5 0 1 1 4.5 3.35" />
  </>,
)
export const GroupIcon = icon(
  <>
    <rect x="2.5" y="2.5" width="11" height="11" rx="1.5" />
    <circle cx="8" cy="8" r="3" fill="currentColor" stroke="none" />
  </>,
)
export const BrushIcon = icon(
  <>
    <path d="M13.5 2.5 7 9" />
    <path d="M6.8 8.8c-1.7-.4-3 .7-3.2 2.2-.1 1-.6 1.6-1.3 2 2.2.7 5 .3 5.4-2.1.1-.8-.2-1.6-.9-2.1Z" />
  </>,
)
export const ClickIcon = icon(
  <>
    <path d="m6.5 6.5 6.5 2.4-2.9 1.2-1.2 2.9-2.4-6.5Z" />
    <path d="M6.5 2v1.6M2 6.5h1.6M3.3 3.3l1.2 1.2M9.7 3.3 8.6 4.4M3.3 9.7l1.1-1.1" />
  </>,
)
export const EmptyIcon = icon(
  <>
    <rect x="2.5" y="2.5" width="11" height="11" rx="1.5" stroke-dasharray="2 1.6" />
    <path d="M5.5 8h5M8 5.5v5" />
  </>,
)
export const UndoIcon = icon(<path d="M5.5 3.5 3 6l2.5 2.5M3 6h6.2a3.3 3.3 0 0 1 0 6.5H6" />)
export const RedoIcon = icon(<path d="M10.5 3.5 13 6l-2.5 2.5M13 6H6.8a3.3 3.3 0 0 0 0 6.5H10" />)
export const ClearIcon = icon(<path d="M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.6 9h5.8l.6-9" />)
export const InvertIcon = icon(
  <>
    <circle cx="8" cy="8" r="5.5" />
    <path d="M8 2.5a5.5 5.5 0 0 1 0 11Z" fill="currentColor" stroke="none" />
  </>,
)
export const EraseIcon = icon(
  <path d="M9.2 3.2 13 7l-5.8 5.8H5.4L3 10.4a1 1 0 0 1 0-1.4l5-5a1 1 0 0 1 1.2-.8ZM6 6l4.2 4.2M8 12.8h5" />,
)
export const LeftIcon = icon(<path d="M9.5 4 5.5 8l4 4" />)
export const RightIcon = icon(<path d="m6.5 4 4 4-4 4" />)
export const LargerIcon = icon(
  <path d="M9.5 2.5h4v4M13.2 2.8 9.3 6.7M6.5 13.5h-4v-4M2.8 13.2l3.9-3.9" />,
)
export const SmallerIcon = icon(
  <path d="M9.5 2.5v4h4M9.8 6.2l3.7-3.7M6.5 13.5v-4h-4M6.2 9.8l-3.7 3.7" />,
)
export const FitIcon = icon(
  <path d="M2.5 6V3.5a1 1 0 0 1 1-1H6M10 2.5h2.5a1 1 0 0 1 1 1V6M13.5 10v2.5a1 1 0 0 1-1 1H10M6 13.5H3.5a1 1 0 0 1-1-1V10" />,
)
export const CompareIcon = icon(
  <>
    <rect x="2.5" y="3.5" width="11" height="9" rx="1" />
    <path d="M8 2v12" />
  </>,
)
export const CloseIcon = icon(<path d="m4.5 4.5 7 7M11.5 4.5l-7 7" />)
export const SubjectIcon = icon(
  <>
    <circle cx="8" cy="5.5" r="2.5" />
    <path d="M3.5 13.5c.3-2.6 2-4 4.5-4s4.2 1.4 4.5 4" />
  </>,
)
