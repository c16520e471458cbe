/** The tarball's path, below `out`. */
export declare const makeNpmPackage: (out: string) => string
/** Packs a staged folder; the tarball's path, below `out`. */
export declare const packFolder: (folder: string, out: string) => string
