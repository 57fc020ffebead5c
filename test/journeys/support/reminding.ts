import type { MailSettings } from '../../../apps/api/src/platform/mail-settings';
import { Reminders } from '../../../apps/api/src/reminders/reminders';
import { charter } from './charter';
import { founded } from './founding';
import type { MailServer } from './mail-server';
import type { Assembly, Member } from './people';
import type { RunningServer } from './running-server';

/** How the servers of these stories write. */
export function lettersBy(mailServer: MailServer): MailSettings {
  return {
    smtpUrl: mailServer.url,
    from: 'Riu Clar <plenum@example.org>',
    language: 'english',
    timeZone: 'Europe/Madrid',
    voteUrl: 'https://votes.example.org/{proposal}',
  };
}

export function addressOf(name: string): string {
  return `${name.toLowerCase()}@example.net`;
}

/** An assembly that reminds the undecided 48 and 6 hours before the close, and its members, each with an address. */
export async function reminding(
  server: RunningServer,
  names: readonly string[],
  hoursBeforeClose: readonly number[] = [48, 6],
): Promise<[Assembly, ...Member[]]> {
  const assembly = await founded(server);
  const policies = charter.policies.map((policy) => ({ ...policy, lifecycle: { reminders: { hoursBeforeClose } } }));
  await assembly.chair.do('adoptCharter', { charter: { ...charter, policies }, charterVersion: 2 });
  const members = names.map((name) => ({ name, email: addressOf(name) }));
  const enrolled = await assembly.registrar.do('enrolMembers', { members });
  const people = enrolled['members'] as { id: string; name: string }[];
  return [assembly, ...(await Promise.all(people.map(({ id, name }) => assembly.member(id, name))))];
}

/** Time goes on, and all that falls due in it is done. Twice: a turn that had begun before does not count. */
export async function timePasses(server: RunningServer, ms: number): Promise<void> {
  const reminders = server.app.get(Reminders);
  await reminders.settle();
  server.clock.advance(ms);
  await reminders.settle();
  await reminders.settle();
}
