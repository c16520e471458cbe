/** Every sentence of the panels in English. */
import fares from '../../../words/jobs/en.ts'
import stages from '../../../words/stages/en.ts'
import connection from './connection.ts'
import editing from './editing.ts'
import hosts from './hosts.ts'
import jobs from './jobs.ts'
import photoshop from './photoshop.ts'

export default {
  ...fares,
  ...stages,
  ...editing,
  ...jobs,
  ...connection,
  ...hosts,
  ...photoshop,
} as const
