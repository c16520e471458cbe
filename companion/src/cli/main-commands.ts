/** Every command of `inlay`. */
import {
  autostartProgram,
  devicesProgram,
  doctorProgram,
  enginesProgram,
  logsProgram,
  openProgram,
  pairProgram,
  serveProgram,
  statusProgram,
  stopProgram,
  tokenProgram,
  trayProgram,
  uninstallProgram,
} from './commands.ts'
import { fillProgram } from './fill/program.ts'
import { gpuProgram } from './gpu/program.ts'
import { historyProgram } from './history/program.ts'
import { modelsProgram } from './models/program.ts'
import { run } from './run.ts'
import { segmentProgram } from './segment/program.ts'
import { settingsProgram } from './settings/program.ts'
import { upscaleProgram } from './upscale/program.ts'

void run(process.argv.slice(2), [
  fillProgram,
  segmentProgram,
  upscaleProgram,
  serveProgram,
  trayProgram,
  openProgram,
  statusProgram,
  stopProgram,
  autostartProgram,
  settingsProgram,
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
