/** Every sentence of the panels in Spanish. */
import fares from '../../../words/jobs/es.ts'
import stages from '../../../words/stages/es.ts'
import type en from '../en/index.ts'
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
} satisfies Record<keyof typeof en, string>
