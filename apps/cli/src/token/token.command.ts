import { Option, type Command } from 'commander';
import { chosenAssembly, dataFolder } from '../data-folder/data-folder';
import { assemblyOption, dataOption, wholeNumber } from '../options';
import { isRole, roles, SERVER_AUDIENCE, Tokens, type Role } from '../server/server-parts';
import { ExitCode, Stopped } from '../terminal/stopped';
import { print, type Terminal } from '../terminal/terminal';
import { memberOnRoll, type Whom } from './member-on-roll';

const HELP = `
Roles: ${roles.join(', ')}. Standard output is the token and nothing else.
Whoever can read the data folder can make any token: guard it like the log itself.

Examples:
  plenum token --member-name "Aina Roca"
  plenum token --role chair --role member --member TWVtYmVyOj...
  plenum token --role registrar --hours 2
  plenum token --server                       (for founding an assembly)
  curl -H "authorization: Bearer $(plenum token --role auditor)" ...`;

interface Options extends Whom {
  readonly data: string;
  readonly assembly?: string;
  readonly role: readonly string[];
  readonly hours: number;
  readonly server: boolean;
}

export function addToken(program: Command, terminal: Terminal): void {
  program
    .command('token')
    .summary('make a bearer token with the key in the data folder')
    .description("Make a bearer token with the data folder's key. Works whether or not the server runs.")
    .addOption(dataOption())
    .addOption(assemblyOption())
    .addOption(new Option('--role <role>', 'may be given several times').default([]).argParser(collect))
    .option('--member <id>', "the bearer's member id; the role member needs it")
    .option('--member-name <name>', 'the same by name')
    .option('--hours <hours>', 'how long it is good', wholeNumber(1), 8)
    .option('--server', 'for the server itself, role admin: it founds assemblies', false)
    .addHelpText('after', HELP)
    .action(async (options: Options) => print(terminal.out, `${await issue(options, terminal)}\n`));
}

function collect(role: string, before: readonly string[]): readonly string[] {
  return [...before, role];
}

async function issue(options: Options, { interrupted }: Terminal): Promise<string> {
  const folder = dataFolder(options.data);
  const lifetimeSeconds = options.hours * 3600;
  if (options.server) {
    requireAlone(options);
    return Tokens.in(folder).issue({ assemblyId: SERVER_AUDIENCE, roles: ['admin'], lifetimeSeconds });
  }
  const granted = rolesFrom(options);
  const assemblyId = await chosenAssembly(folder, options.assembly);
  const memberId = await memberOnRoll(folder, assemblyId, options, interrupted);
  const member = memberId === undefined ? {} : { memberId };
  return Tokens.in(folder).issue({ assemblyId, roles: granted, lifetimeSeconds, ...member });
}

function rolesFrom({ role, member, memberName }: Options): readonly Role[] {
  const named = member !== undefined || memberName !== undefined;
  const asked = role.length === 0 && named ? ['member'] : role;
  if (asked.length === 0) throw wrongUse('ROLE_MISSING', 'name at least one --role, or a --member');
  const unknown = asked.find((one) => !isRole(one));
  if (unknown !== undefined) {
    throw wrongUse('ROLE_UNKNOWN', `there is no role "${unknown}"; the roles are ${roles.join(', ')}`);
  }
  if (asked.includes('member') && !named) {
    throw wrongUse('MEMBER_MISSING', 'the role member needs a --member or a --member-name');
  }
  return [...new Set(asked.filter(isRole))];
}

function requireAlone({ role, member, memberName, assembly }: Options): void {
  if (role.length > 0 || member !== undefined || memberName !== undefined || assembly !== undefined) {
    throw wrongUse('OPTIONS_CONTRADICT', '--server stands for the server and the role admin; it takes no other name');
  }
}

function wrongUse(code: string, message: string): Stopped {
  return new Stopped(code, message, ExitCode.usage);
}
