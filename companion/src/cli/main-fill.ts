/** `inlay fill`, alone, for the sake of its start-up time. */
import { fillProgram } from './fill/program.ts'
import { run } from './run.ts'

void run(process.argv.slice(2), [fillProgram])
