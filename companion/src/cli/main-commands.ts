/** Every command of `inlay`. */
import {
  devicesProgram,
  doctorProgram,
  enginesProgram,
  logsProgram,
  pairProgram,
  serveProgram,
  statusProgram,
  stopProgram,
  tokenProgram,
  uninstallProgram,
} from './commands.ts'
import { fillProgram } from './fill/program.ts'
import { gpuProgram } from './gpu/program.ts'
import { historyProgram } from './history/program.ts'
import { modelsProgram } from './models/program.ts'
import { run } from './run.ts'
import { segmentProgram } from './segment/program.ts'
import { upscaleProgram } from './upscale/program.ts'

void run(process.argv.slice(2), [
  fillProgram,
  segmentProgram,
  upscaleProgram,
  serveProgram,
  statusProgram,
  stopProgram,
  logsProgram,
  historyProgram,
  enginesProgram,
  modelsProgram,
  doctorProgram,
  gpuProgram,
  tokenProgram,
  pairProgram,
  devicesProgram,
  uninstallProgram,
])
