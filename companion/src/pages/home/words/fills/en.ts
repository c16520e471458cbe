/** What runs and what was made, in English. */
export default {
  'fills.none': 'Nothing was filled yet. Use the Figma or Photoshop plugin, or in a terminal:',
  'fills.none.command': 'inlay fill photo.jpg --mask mask.png --out filled.png',
  'fill.remove': 'Remove',
  'fill.fill': 'Fill',
  'fill.expand': 'Expand',
  'fill.queued': 'Waiting',
  'fill.cancelled': 'Cancelled',
  'fill.variation': 'Result {index} of {count}',
  'fill.save': 'Save',
  'fill.cancel': 'Cancel',
  'fill.forget': 'Delete',
  'fill.forget.sure': 'Delete for good?',
  'fill.progress': 'Progress',
} as const
