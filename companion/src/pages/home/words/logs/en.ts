/** The log and the diagnostics, in English. */
export default {
  'logs.title': 'Log',
  'logs.intro':
    'What the companion did, in English. It never holds a prompt, a picture, a path or a token.',
  'logs.level': 'Show',
  'logs.level.debug': 'Everything',
  'logs.level.info': 'What it does',
  'logs.level.warn': 'Warnings and errors',
  'logs.level.error': 'Errors only',
  'logs.mark.warn': 'Warning',
  'logs.mark.error': 'Error',
  'logs.follow': 'Follow',
  'logs.save': 'Save as a file',
  'logs.none': 'Nothing of this kind was written yet.',
  'logs.gap': 'Some lines may be missing here: the log was turned over.',
  'diagnostics.title': 'Diagnostics',
  'diagnostics.text':
    'A report for whoever is to help: versions, what the doctor finds, the last warnings. Folders and names are taken out; read it before you pass it on.',
  'diagnostics.make': 'Make a report',
  'diagnostics.again': 'Make it again',
  'diagnostics.making': 'Looking at this machine …',
  'diagnostics.copy': 'Copy the report',
  'diagnostics.preview': 'The report, as it is copied',
} as const
