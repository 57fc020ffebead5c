/** A mistake that somebody could make, as an edit of the sources, and the test that must notice. */
export interface PlantedFault {
  readonly fault: string;
  readonly file: string;
  /** Each text stands exactly once in the file, and gives way to the other. */
  readonly edits: readonly (readonly [from: string, to: string])[];
  readonly caughtBy: string;
}

const SQLITE = 'libs/event-log/src/sqlite';
const PROOF = 'libs/event-log/src/proof';
const RECORD = 'libs/domain/src/record';
const HEADS = 'apps/api/src/proof/heads';
const SIMULATOR = 'test/simulator/simulator.spec.ts';

export const plantedFaults: readonly PlantedFault[] = [
  {
    fault: 'commits are synced only now and then (synchronous=NORMAL)',
    file: `${SQLITE}/durability.ts`,
    edits: [
      ['PRAGMA synchronous = FULL', 'PRAGMA synchronous = NORMAL'],
      ['const FULL = 2;', 'const FULL = 1;'],
    ],
    caughtBy: 'test/faults/power-cuts.spec.ts',
  },
  {
    fault: 'an append is acknowledged before its commit',
    file: `${SQLITE}/log-file.ts`,
    edits: [
      [
        'inTransaction(this.db, () => accepted.forEach((append) => this.write(append)));',
        'setImmediate(() => inTransaction(this.db, () => accepted.forEach((append) => this.write(append))));',
      ],
    ],
    caughtBy: 'test/faults/power-cuts.spec.ts',
  },
  {
    fault: 'two processes may write one log',
    file: `${SQLITE}/file-lock.ts`,
    edits: [["db.exec('BEGIN EXCLUSIVE');", "db.exec('BEGIN');"]],
    caughtBy: `${SQLITE}/crash.spec.ts`,
  },
  {
    fault: 'a deadline does not pass at its own instant (<= for <)',
    file: 'libs/domain/src/proposals/proposals.decide.ts',
    edits: [['if (at < state.closesAt) return', 'if (at <= state.closesAt) return']],
    caughtBy: 'libs/domain/src/proposals/proposals.spec.ts',
  },
  {
    fault: 'a ballot is stored though voting closed after it was decided',
    file: 'apps/api/src/ballots/ballot-facts.ts',
    edits: [['read.guarded(streams.proposal(proposalId)', 'read.seen(streams.proposal(proposalId)']],
    caughtBy: SIMULATOR,
  },
  {
    fault: 'a ballot says the channel its voter had before they entered or left',
    file: 'apps/api/src/ballots/ballot-facts.ts',
    edits: [['read.guarded(streams.presence(memberId)', 'read.seen(streams.presence(memberId)']],
    caughtBy: SIMULATOR,
  },
  {
    fault: 'a ballot that stands in the log after the close counts',
    file: `${RECORD}/record.evolve.ts`,
    edits: [
      [
        "if (proposal?.state.status !== 'open' || !isAsked(record, proposal, memberId)) return record;",
        'if (proposal === undefined || !isAsked(record, proposal, memberId)) return record;',
      ],
    ],
    caughtBy: `${RECORD}/record.property.spec.ts`,
  },
  {
    fault: 'the server’s clock decides which ballots count, and not the order of the log',
    file: `${RECORD}/record.evolve.ts`,
    edits: [
      [
        'if (isCountedAlready(proposal, memberId)) return record;',
        "if (isCountedAlready(proposal, memberId) || event.at > (proposal.state.closesAt ?? '')) return record;",
      ],
    ],
    caughtBy: SIMULATOR,
  },
  {
    fault: 'the ballot of a member who was struck still counts',
    file: `${RECORD}/record.evolve.ts`,
    edits: [['const ballots = proposal.ballots.delete(memberId);', 'const { ballots } = proposal;']],
    caughtBy: `${RECORD}/record.spec.ts`,
  },
  {
    fault: 'a show of hands counts those who cast a ballot before',
    file: `${RECORD}/hand-count-set.ts`,
    edits: [
      [
        'const isFree = member.votes && !proposal.ballots.has(id) && !isCountedAlready',
        'const isFree = member.votes && !isCountedAlready',
      ],
    ],
    caughtBy: `${RECORD}/hall.property.spec.ts`,
  },
  {
    fault: 'one teller alone can confirm a show of hands',
    file: 'libs/domain/src/hand-counts/hand-counts.decide.ts',
    edits: [['Object.entries(others).find(', 'Object.entries(handCount.entered).find(']],
    caughtBy: 'libs/domain/src/hand-counts/hand-counts.spec.ts',
  },
  {
    fault: 'a revoked delegation goes on carrying',
    file: 'libs/domain/src/delegations/delegations.evolve.ts',
    edits: [["      case 'DelegationRevoked':\n", '']],
    caughtBy: `${RECORD}/record.property.spec.ts`,
  },
  {
    fault: 'a circle in which nobody votes is counted for its first member',
    file: 'libs/counting/src/delegation-rules/single-delegates.ts',
    edits: [
      ['else if (ahead !== -1 && voter[ahead] !== -1) {', 'else if (ahead !== -1) {'],
      ['voter[member] = voter[ahead]!;', 'voter[member] = voter[ahead] === -1 ? ahead : voter[ahead]!;'],
    ],
    caughtBy: 'libs/counting/src/count.spec.ts',
  },
  {
    fault: 'the first ballot of a voter counts, and not the last',
    file: 'libs/domain/src/record/record.evolve.ts',
    edits: [
      [
        'proposal.ballots.set(memberId, ballot);',
        'proposal.ballots.set(memberId, proposal.ballots.get(memberId) ?? ballot);',
      ],
    ],
    caughtBy: `${RECORD}/record.property.spec.ts`,
  },
  {
    fault: 'weights are added in floating point',
    file: 'libs/counting/src/exact/fraction.ts',
    edits: [
      [
        'return Fraction.reduced(this.n + other.n, this.d);',
        'return Fraction.reduced(BigInt(Number(this.n) + Number(other.n)), this.d);',
      ],
    ],
    caughtBy: 'test/faults/counts.spec.ts',
  },
  {
    fault: 'exactly half is a majority',
    file: 'libs/counting/src/conditions/conditions.ts',
    edits: [['(strict ? beyond > 0 : beyond >= 0)', 'beyond >= 0']],
    caughtBy: 'libs/counting/src/count.spec.ts',
  },
  {
    fault: 'the hash of a fact depends on the order of its keys',
    file: 'libs/event-log/src/canonical-json.ts',
    edits: [['Object.keys(value).sort()', 'Object.keys(value)']],
    caughtBy: 'libs/event-log/src/canonical-json.spec.ts',
  },
  {
    fault: 'a node of the tree is hashed as if it were a leaf',
    file: `${PROOF}/merkle/hashing.ts`,
    edits: [['const NODE_PREFIX = 1;', 'const NODE_PREFIX = 0;']],
    caughtBy: `${PROOF}/merkle/published-vectors.spec.ts`,
  },
  {
    fault: 'an audit takes the kept hash of an event for that of its bytes',
    file: `${PROOF}/audit/log-audit.ts`,
    edits: [['leafHash === undefined || !sameHash(hash, leafHash)', 'leafHash === undefined']],
    caughtBy: `${PROOF}/audit/log-audit.spec.ts`,
  },
  {
    fault: 'an audit does not compare the log with the heads that were kept of it',
    file: `${PROOF}/audit/head-checks.ts`,
    edits: [['if (!this.differed) findings.push(differs(head, found, this.agreed));', '']],
    caughtBy: `${PROOF}/audit/log-audit.spec.ts`,
  },
  {
    fault: 'a receipt is good whose path ends below the root of its head',
    file: `${PROOF}/merkle/verify.ts`,
    edits: [['return last === 0 && sameHash(hash, root);', 'return sameHash(hash, root);']],
    caughtBy: `${PROOF}/merkle/proofs.spec.ts`,
  },
  {
    fault: 'a witness cosigns a log that does not go on from the head it saw',
    file: `${PROOF}/note/cosignature.ts`,
    edits: [['!provesConsistency(seen, checkpoint, proof)', 'checkpoint.size < seen.size']],
    caughtBy: `${PROOF}/note/cosignature.spec.ts`,
  },
  {
    fault: 'a head is signed over hashes that nobody compared with the stored bytes',
    file: `${HEADS}/stored-tree.ts`,
    edits: [['const hash = leafHashOf(bytes);', 'const hash = bytes.length > 0 ? leafHash : leafHashOf(bytes);']],
    caughtBy: `${HEADS}/log-signer.spec.ts`,
  },
  {
    fault: 'a log that is shorter than its signed head is served',
    file: `${HEADS}/stored-tree.ts`,
    edits: [['if (found < size) throw new LogBehindItsHead', 'if (found > 2 ** 40) throw new LogBehindItsHead']],
    caughtBy: `${HEADS}/log-signer.spec.ts`,
  },
  {
    fault: 'an upcaster drops a field',
    file: 'libs/domain/src/upcasters.ts',
    edits: [['data = step(data);', 'data = Object.fromEntries(Object.entries(step(data)).slice(1));']],
    caughtBy: 'libs/domain/src/upcasters.spec.ts',
  },
  {
    fault: 'a repeated command is answered with a new receipt',
    file: 'apps/api/src/platform/command-runner.ts',
    edits: [
      [
        'return { commandId, position: lastPosition, events, repeated: true };',
        'return { commandId, position: await log.head(), events, repeated: true };',
      ],
    ],
    caughtBy: 'test/faults/kills.spec.ts',
  },
  {
    fault: 'other words under a known command id are answered as the first',
    file: 'apps/api/src/platform/command-runner.ts',
    edits: [
      [
        "if (receipt.commandDigest !== digest) return refuse('CommandIdMustBeFresh', 'commandId');",
        "if (receipt.commandDigest === '') return refuse('CommandIdMustBeFresh', 'commandId');",
      ],
    ],
    caughtBy: 'test/faults/kills.spec.ts',
  },
  {
    fault: 'an assembly is answered from another’s log',
    file: 'apps/api/src/platform/assemblies.ts',
    edits: [
      ['const known = this.opened.get(id);', 'const known = this.opened.get(id) ?? [...this.opened.values()][0];'],
    ],
    caughtBy: 'test/journeys/access.spec.ts',
  },
  {
    fault: 'a subscription outlives its token',
    file: 'apps/api/src/platform/access/viewer-feed.ts',
    edits: [['if (left <= 0) return source.fail(expired());', 'if (left <= 0) return;']],
    caughtBy: 'test/journeys/live.spec.ts',
  },
  {
    fault: 'an error tells what it saw',
    file: 'apps/api/src/platform/graphql/error-format.ts',
    edits: [["message: 'Something went wrong on our side; it was logged.'", 'message: String(cause)']],
    caughtBy: 'test/faults/silent-errors.spec.ts',
  },
  {
    fault: 'a ballot that was recorded is refused as late when it is sent again',
    file: 'apps/api/src/platform/command-runner.ts',
    edits: [
      ['let answer = (await earlier()) ?? (await this', 'let answer = (await this'],
      ['answer = (await earlier()) ?? answer;', 'answer = isRefusal(answer) ? answer : ((await earlier()) ?? answer);'],
    ],
    caughtBy: 'test/faults/hall-partition.spec.ts',
  },
  {
    fault: 'a deadline is left to a timer, which does not know that the clock was set',
    file: 'apps/api/src/deadlines/agenda.ts',
    edits: [['const LOOK_AGAIN_MS = 2_000;', 'const LOOK_AGAIN_MS = 2_147_483_647;']],
    caughtBy: 'test/faults/clock-jumps.spec.ts',
  },
  {
    fault: 'a full disk is a fault of ours when names are written',
    file: 'apps/api/src/platform/storage.ts',
    edits: [["if (db.isTransaction) db.exec('rollback');", "db.exec('rollback');"]],
    caughtBy: 'test/faults/names.spec.ts',
  },
];
