/**
 * Looks for a graphics card and says what stands between it and use. Nothing here loads a driver: it
 * reads what the system tells and asks `nvidia-smi`, within seconds.
 */
import { constants } from 'node:fs'
import { access, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { askNvidia, type NvidiaAnswer } from '../../inference/nvidia.ts'
import { type Check, type DoctorCode, ok, warning } from './check.ts'

export interface GpuFacts {
  readonly platform: NodeJS.Platform
  readonly architecture: string
  readonly nvidia: NvidiaAnswer
  /** Linux: makers of the display devices on the PCI bus; undefined where it cannot be told. */
  readonly vendors?: readonly string[] | undefined
  /** Linux: whether a render device is there, and may be opened. */
  readonly render?: 'open' | 'closed' | 'none' | undefined
  /** Linux: whether a Vulkan loader and a driver for it are installed. */
  readonly vulkan?: boolean | undefined
}

/** The oldest driver that CUDA 12 runs on (NVIDIA CUDA release notes, table of minimum drivers). */
const OLDEST_NVIDIA = 525

const NAME = 'graphics card'

const EMBEDDED = 'The embedded engine runs on the processor and needs none.'

export const judgeGpu = ({
  platform,
  architecture,
  nvidia,
  vendors = [],
  render,
  vulkan,
}: GpuFacts): Check => {
  const amiss = (code: DoctorCode, finding: string, next: string): Check =>
    warning(NAME, code, `${finding} ${EMBEDDED}`, next)
  if (nvidia.kind === 'cards') {
    const { name, driver, total } = nvidia.cards[0]!
    const card = `${name} with ${(total / 2 ** 30).toFixed(0)} GB, driver ${driver}.`
    return Number(driver.split('.')[0]) < OLDEST_NVIDIA
      ? amiss(
          'gpu_driver_too_old',
          `${card} The driver is too old for CUDA 12.`,
          `Update the NVIDIA driver to ${OLDEST_NVIDIA} or newer.`,
        )
      : ok(NAME, `${card} ${EMBEDDED} Models use it where their engine says so.`, 'gpu_idle')
  }
  if (nvidia.kind === 'broken') {
    return amiss(
      'gpu_driver_broken',
      'The NVIDIA driver is installed but does not answer.',
      'Restart the machine; if it stays so, install the driver again.',
    )
  }
  if (vendors.includes('NVIDIA')) {
    return amiss(
      'gpu_no_driver',
      'There is an NVIDIA card without its driver.',
      'Install the NVIDIA driver if models should use the card.',
    )
  }
  if (platform === 'darwin') {
    return architecture === 'arm64'
      ? ok(NAME, `The Apple graphics processor, by Metal. ${EMBEDDED}`, 'gpu_idle')
      : amiss('gpu_unknown', 'Intel Macs are not looked at.', 'Nothing to do.')
  }
  if (platform !== 'linux') {
    return amiss(
      'gpu_unknown',
      'Cards of other makers than NVIDIA are not looked at here.',
      'Nothing to do; `inlay engines` says where each engine runs.',
    )
  }
  const [maker] = vendors
  if (maker === undefined || render === 'none') {
    return ok(NAME, `There is none that computes. ${EMBEDDED}`, 'gpu_none')
  }
  if (render === 'closed') {
    return amiss(
      'gpu_no_access',
      `There is a card of ${maker}, which your user may not use.`,
      'Add your user to the groups `render` and `video`, then log in again.',
    )
  }
  return vulkan === true
    ? ok(NAME, `A card of ${maker} with Vulkan. ${EMBEDDED}`, 'gpu_idle')
    : amiss(
        'gpu_no_vulkan',
        `There is a card of ${maker} without a Vulkan driver.`,
        'Install libvulkan1 and mesa-vulkan-drivers if models should use the card.',
      )
}

/** PCI vendor ids (pci.ids). */
const VENDORS: Readonly<Record<string, string>> = {
  '0x10de': 'NVIDIA',
  '0x1002': 'AMD',
  '0x8086': 'Intel',
}

const PCI = '/sys/bus/pci/devices'

/** Display devices have class 0x03xxxx; servers' plain screens (ASPEED, Matrox) are left out. */
const pciVendors = async (): Promise<string[] | undefined> => {
  const devices = await readdir(PCI).catch(() => undefined)
  if (devices === undefined) return undefined
  const found = await Promise.all(
    devices.map(async (device) => {
      const read = (name: string): Promise<string> =>
        readFile(join(PCI, device, name), 'utf8').catch(() => '')
      const [kind, vendor] = await Promise.all([read('class'), read('vendor')])
      return kind.startsWith('0x03') ? VENDORS[vendor.trim()] : undefined
    }),
  )
  return found.flatMap((vendor) => vendor ?? [])
}

const renderDevice = async (): Promise<'open' | 'closed' | 'none'> => {
  const devices = (await readdir('/dev/dri').catch(() => [])).filter((name) =>
    name.startsWith('renderD'),
  )
  if (devices.length === 0) return 'none'
  const open = await Promise.all(
    devices.map((name) =>
      access(join('/dev/dri', name), constants.R_OK | constants.W_OK).then(
        () => true,
        () => false,
      ),
    ),
  )
  return open.includes(true) ? 'open' : 'closed'
}

const ICD_FOLDERS = [
  '/usr/share/vulkan/icd.d',
  '/etc/vulkan/icd.d',
  '/usr/local/share/vulkan/icd.d',
]

const hasVulkan = async (): Promise<boolean> => {
  const drivers = await Promise.all(ICD_FOLDERS.map((folder) => readdir(folder).catch(() => [])))
  return drivers.flat().some((name) => name.endsWith('.json'))
}

export const checkGpu = async (): Promise<Check> => {
  const isLinux = process.platform === 'linux'
  const [nvidia, vendors, render, vulkan] = await Promise.all([
    askNvidia(),
    isLinux ? pciVendors() : undefined,
    isLinux ? renderDevice() : undefined,
    isLinux ? hasVulkan() : undefined,
  ])
  const { platform, arch: architecture } = process
  return judgeGpu({ platform, architecture, nvidia, vendors, render, vulkan })
}
