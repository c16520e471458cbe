/** Every command of `inlay`. */
import {
  devicesProgram,
  doctorProgram,
  enginesProgram,
  pairProgram,
  serveProgram,
  tokenProgram,
} from './commands.ts'
import { fillProgram } from './fill/program.ts'
import { run } from './run.ts'

void run(process.argv.slice(2), [
  fillProgram,
  serveProgram,
  enginesProgram,
  doctorProgram,
  tokenProgram,
  pairProgram,
  devicesProgram,
])
