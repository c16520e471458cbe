/** A system that a self-contained folder is made for. */
export interface PackagePlatform {
  readonly platform: 'linux' | 'win32' | 'darwin'
  readonly arch: 'x64' | 'arm64'
  readonly libc?: 'glibc'
  /** npm's package of the bare binary, with its version. */
  readonly node: string
}
/** The row called "linux-x64"; undefined when there is none. */
export declare const platformCalled: (name: string) => PackagePlatform | undefined
export declare const programOf: (row: PackagePlatform) => string
