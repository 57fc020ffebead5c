import type { AnyFinding } from '../verdict';

/** What each rule asks, as docs/log-format.md has it: a name alone tells only those who know that page. */
export const RULES_IN_WORDS: Readonly<Record<AnyFinding['rule'], string>> = {
  'no-gap': 'positions go 1, 2, 3, ...',
  'event-size': 'an event has at most 1,048,576 bytes',
  'leaf-hash': 'the hash kept for the event (level 0 tile, or leaf_hash) is that of its bytes',
  'canonical-bytes': 'the bytes are the canonical spelling of section 1',
  envelope: 'the ten keys, each in its form, and no other',
  'one-assembly': 'assembly is that of the first event',
  'stream-revision': 'in each stream, revisions go 0, 1, 2, ... in the order of the log',
  'whole-command': 'the events of one command stand side by side and share actor, at, commandDigest and stream',
  'head-form': 'a head can be read',
  'receipt-path': 'of a receipt that is given as a head, the event leads to the root of that head',
  'key-form': 'a key can be read, and its id is that of the key',
  'head-signature': 'the log’s key of that time has signed the head',
  'key-rotation': 'a LogKeyRotated is as section 3 says; the log had every key that the checker was given',
  'head-root':
    'the root over the first size events is the head’s; if not, the change lies after the largest smaller head that does agree',
  'log-complete': 'the log has at least as many events as its largest known head',
  fork: 'two signed heads of one size have one root',
  origin: 'the origin’s part after its last slash is the assembly of the first event',
  'bundle-form': 'a bundle is there, has its number of entries, and nothing after them',
  'tile-form': 'a tile is there and has its number of bytes',
  'tile-hash': 'a tile above level 0 holds the roots of the tiles below',
  'database-form': 'the table of a log file can be read and holds what section 4 says',
  'event-form': 'data fits the schema of its type and version',
  'event-effect': 'the event can follow what stands before it',
  'pinned-electorate':
    'VotingOpened restates the charter version, roll revision, number and weight of the members entitled then',
  'certified-position': 'ResultCertified.closedPosition is the position of that proposal’s VotingClosed',
  'certified-result':
    'ResultCertified.result is, to the byte of its canonical spelling, what counting at the close gives',
};
