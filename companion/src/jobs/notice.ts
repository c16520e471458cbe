/** What the owner should know of the jobs on disk, as facts without a path or a prompt. */

export type Notice =
  /** The list of jobs was damaged and set aside. */
  | { readonly type: 'set_aside' }
  /** Jobs that were read again from their folders after the list was lost. */
  | { readonly type: 'found_again'; readonly fills: number }
  /** Finished jobs that had lost their files and are forgotten. */
  | { readonly type: 'files_lost'; readonly fills: number }
  /** Jobs on disk that cannot be read; nothing of theirs is touched. */
  | { readonly type: 'unreadable'; readonly fills: number }
