/** `inlay gpu` as commander knows it. */
import { Command } from 'commander'
import { EXIT } from '../exit-code.ts'
import type { MakeCommand } from '../run.ts'

export const gpuProgram: MakeCommand = (terminal, finish) => {
  const program = new Command('gpu')
    .summary('show what nets run on, fetch what CUDA needs')
    .description('Shows what nets can run on here, best first, and why not on the others.')
    .option('--json', 'print one JSON object')
    .action(async (options: { readonly json?: boolean }) => {
      const { showDevice } = await import('./gpu-command.ts')
      await showDevice(options, terminal)
      finish(EXIT.done)
    })
  program
    .command('install')
    .summary('fetch what CUDA needs (Linux x64)')
    .description(
      'Fetches ONNX Runtime’s CUDA provider and NVIDIA’s libraries from PyPI: 1.6 GB, 2.4 GB once ' +
        'unpacked, each with a fixed SHA-256. NVIDIA’s licence applies to its libraries. It goes on ' +
        'where it stopped.',
    )
    .option('--from <files...>', 'take the wheels from these files instead of the internet')
    .option('--quiet', 'say nothing while it goes on')
    .action(async (options: { readonly from?: string[]; readonly quiet?: boolean }) => {
      const { installGpu } = await import('./gpu-command.ts')
      await installGpu(options, terminal)
      finish(EXIT.done)
    })
  program
    .command('remove')
    .description('Removes what `inlay gpu install` brought.')
    .action(async () => {
      const { removeGpu } = await import('./gpu-command.ts')
      await removeGpu(terminal)
      finish(EXIT.done)
    })
  return program
}
