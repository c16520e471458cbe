/** Pictures as a person gives them: a folder or files from a dialog, or dropped. */
import type { Source } from './batch.ts'
import type { Listed } from './pair.ts'

export interface Chosen extends Listed, Source {}

const chosen = (path: string, file: File): Chosen => ({ path, read: async () => file })

/** What `<input type="file">` holds, with or without `webkitdirectory`. */
export const filesOf = (list: FileList | null): readonly Chosen[] =>
  [...(list ?? [])].map((file) =>
    chosen(file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file),
  )

/** What was dropped, folders with all that is in them. Call it in the event itself. */
export const filesOfDrop = async (data: DataTransfer): Promise<readonly Chosen[]> => {
  // The list is emptied when the event is over.
  const entries = [...data.items].map((item) => item.webkitGetAsEntry())
  const files = [...data.files]
  if (entries.every((entry) => entry === null)) return files.map((file) => chosen(file.name, file))
  return (await Promise.all(entries.map((entry) => (entry === null ? [] : filesIn(entry))))).flat()
}

const filesIn = async (entry: FileSystemEntry): Promise<readonly Chosen[]> => {
  const path = entry.fullPath.replace(/^\//, '')
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject))
    return [chosen(path, file)]
  }
  if (!isFolder(entry)) return []
  const reader = entry.createReader()
  const found: FileSystemEntry[] = []
  // It gives a hundred at a time, and none when all were given.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0) break
    found.push(...some)
  }
  return (await Promise.all(found.map(filesIn))).flat()
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
