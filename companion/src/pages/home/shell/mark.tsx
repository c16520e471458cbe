/** The product's own sign, as in the tray: an open square with a tile let into its corner. */
export const Mark = ({ size = 40 }: { readonly size?: number }) => (
  <svg class="mark" width={size} height={size} viewBox="0 0 100 100" aria-hidden="true">
    <path
      d="M78 30V29A15 15 0 0 0 63 14H29A15 15 0 0 0 14 29V71A15 15 0 0 0 29 86H30"
      fill="none"
      stroke="currentColor"
      stroke-width="10"
      stroke-linecap="round"
    />
    <rect x="42" y="42" width="49" height="49" rx="10" fill="currentColor" />
  </svg>
)
