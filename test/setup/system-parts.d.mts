/** Programs of the system that some tests need. */
export type PartName =
  | 'chromium'
  | 'imagemagick'
  | 'gnome-keyring'
  | 'dbus'
  | 'openssl'
  | 'vulkan'
  | 'xvfb'
  | 'lxqt-panel'
  | 'gdbus'
  | 'wine'
  | 'firefox'
  | 'webkit-driver'
  | 'webkit'

/** Absolute path of the part's program, or undefined when it is not there. */
export declare const findPart: (name: PartName, env?: NodeJS.ProcessEnv) => string | undefined
