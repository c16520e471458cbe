/**
 * A file that tensors go through from one process to the other, by their place in it. It is made
 * once and written over and over: making, growing and removing a file costs more than the bytes do.
 */
import { readSync, writeSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { InlayError } from '@inlay/shared'
import { onDisk } from '../system/disk-error.ts'
import { PRIVATE_FILE } from '../system/private-files.ts'
import { bytesOf, type Tensor, type TensorPlace, tensorOn } from './tensors.ts'

/** Places are multiples of this, so that any type can be read where it lies. */
const ALIGNMENT = 64

/** Bytes below which a turn of the thread pool costs more than the copy itself. */
const SMALL = 1 << 20

/** Bytes a file, or a buffer, keeps from one run to the next. */
export const KEPT_BYTES = 64 << 20

export interface TensorFile {
  /** @throws InlayError disk_full | file_unwritable */
  write(placed: readonly (readonly [Tensor, number])[]): Promise<void>
  /**
   * @param into where the bytes go, at the same place as in the file; default: a buffer of its own
   * @throws InlayError internal when the file ends before the tensor does
   */
  read(place: TensorPlace, into?: ArrayBuffer): Promise<Tensor>
  /** Gives back what a large tensor took. */
  trim(): Promise<void>
  close(): Promise<void>
}

/** The next place for a tensor after `at` bytes. */
export const afterTensor = (at: number, tensor: Pick<Tensor, 'type' | 'shape'>): number =>
  Math.ceil((at + bytesOf(tensor)) / ALIGNMENT) * ALIGNMENT

/** @param flags `wx+` makes it, `r+` opens one that is there */
export const openTensorFile = async (path: string, flags: 'wx+' | 'r+'): Promise<TensorFile> => {
  const file = await onDisk(open(path, flags, PRIVATE_FILE))
  let end = 0
  return {
    write: async (placed) => {
      for (const [{ data }, at] of placed) {
        const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
        end = Math.max(end, at + bytes.length)
        await onDisk(writeAll(file, bytes, at))
      }
    },
    read: async (place, into) => {
      const length = bytesOf(place)
      const offset = into === undefined ? 0 : place.at
      // Not filled with zeros first: every byte is written over, or the read fails.
      const buffer = into ?? Buffer.allocUnsafeSlow(length).buffer
      end = Math.max(end, place.at + length)
      await readAll(file, new Uint8Array(buffer, offset, length), place.at)
      return tensorOn(place, buffer, offset)
    },
    trim: async () => {
      if (end <= KEPT_BYTES) return
      end = KEPT_BYTES
      await file.truncate(KEPT_BYTES)
    },
    close: () => file.close(),
  }
}

const writeAll = async (file: FileHandle, bytes: Uint8Array, at: number): Promise<void> => {
  for (let done = 0; done < bytes.length; ) {
    const left = bytes.length - done
    done +=
      left <= SMALL
        ? writeSync(file.fd, bytes, done, left, at + done)
        : (await file.write(bytes, done, left, at + done)).bytesWritten
  }
}

const readAll = async (file: FileHandle, bytes: Uint8Array, at: number): Promise<void> => {
  for (let done = 0; done < bytes.length; ) {
    const left = bytes.length - done
    const got =
      left <= SMALL
        ? readSync(file.fd, bytes, done, left, at + done)
        : (await file.read(bytes, done, left, at + done)).bytesRead
    if (got === 0) throw new InlayError('internal', 'A tensor’s file ended before the tensor did.')
    done += got
  }
}
