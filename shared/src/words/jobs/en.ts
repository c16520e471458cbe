/** How a fill fares, as page and panels say it in English. */
export default {
  'job.preparing': 'Reading the picture',
  'job.sending': 'Handing it to the companion',
  'job.queued.next': 'Waiting, next in line',
  'job.queued.behind.one': 'Waiting behind {count} other fill',
  'job.queued.behind.other': 'Waiting behind {count} other fills',
  'job.running': 'At work',
  'job.away': 'The companion does not answer; the fill goes on when it is back.',
  'job.done': 'Done',
  'job.cancelled': 'Cancelled. Nothing was changed.',
  'job.lost': 'The companion no longer has this fill. Start it again.',
} as const
