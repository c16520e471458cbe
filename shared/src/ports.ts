/** Where the companion may listen: fixed, because plugin manifests must name each port. */

/** Ports tried in this order; never any other (a Figma or UXP manifest cannot hold a wildcard). */
export const COMPANION_PORTS = [43117, 43118, 43119] as const

export type CompanionPort = (typeof COMPANION_PORTS)[number]
