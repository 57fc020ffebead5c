import { SqliteSuspect, type SuspectLog } from '@plenum/event-log';

/**
 * What a log file holds beside its events, for the list of what was not checked; nothing for every other log. Somebody with the disk in
 * their hands can change that too, and then the server answers wrongly from a log that is right.
 */
export function tablesBeside(log: SuspectLog): readonly string[] {
  if (!(log instanceof SqliteSuspect)) return [];
  return [
    'the tables of the log file beside its events, by which the server finds streams and commands: they prove nothing, and were not read',
  ];
}
