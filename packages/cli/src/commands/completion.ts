import { Argument } from 'commander';
import { examples, type AddCommand } from '../command.ts';
import type { Shell } from '../completion/scripts.ts';

export const addCompletion: AddCommand = (program, { io }) => {
  program
    .command('completion')
    .description('print a script by which a shell completes commands, options and ids')
    .addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText(
      'after',
      `${examples('mantile completion bash', 'mantile completion zsh', 'mantile completion fish')}
In ~/.bashrc:  source <(mantile completion bash)
In ~/.zshrc:   source <(mantile completion zsh), behind compinit
For fish:      mantile completion fish > ~/.config/fish/completions/mantile.fish
`,
    )
    .action(async (shell: Shell) => {
      const { commandTree } = await import('../completion/commandTree.ts');
      const { catalogueWords } = await import('../completion/catalogueWords.ts');
      const { completionScript } = await import('../completion/scripts.ts');
      const { tablesOf } = await import('../completion/tables.ts');
      io.out(completionScript(shell, tablesOf(commandTree(program), catalogueWords())));
    });
};
