/** `breakwater policy`: what may be done about whom. */
import { Command } from 'commander';
import { describePolicy, diffPolicies, readPolicy } from '../../sanctions/index.ts';
import type { CommandContext } from '../context.ts';

export function policyCommand({ print }: CommandContext): Command {
  return new Command('policy')
    .summary('check, explain and compare policies of sanctions')
    .addCommand(
      new Command('check')
        .description('say what is wrong with a policy, and what would mend it')
        .argument('<file>', 'a YAML file; `default` is the one that ships')
        .action(async (file: string) => {
          const [title] = describePolicy(await readPolicy(file));
          print(`${title}: nothing is wrong with it\n`);
        }),
    )
    .addCommand(
      new Command('explain')
        .description('say in sentences what a policy does')
        .argument('<file>', 'a YAML file; `default` is the one that ships')
        .action(async (file: string) => print(`${describePolicy(await readPolicy(file)).join('\n')}\n`)),
    )
    .addCommand(
      new Command('diff')
        .description('say what differs between two policies')
        .argument('<before>', 'a YAML file, or default')
        .argument('<after>', 'a YAML file, or default')
        .action(async (before: string, after: string) => {
          const differences = diffPolicies(await readPolicy(before), await readPolicy(after));
          print(differences.length === 0 ? 'They mean the same.\n' : `${differences.join('\n')}\n`);
        }),
    );
}
