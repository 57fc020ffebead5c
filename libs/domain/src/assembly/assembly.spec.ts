import { fact } from '../kernel/event-type';
import { given } from '../kernel/given.contract';
import { ada, adopted, charter, founded, policy } from '../record/people.contract';
import type { Story } from '../record/story.contract';
import { adoptCharter, foundAssembly } from './assembly.decide';
import { AssemblyFounded } from './assembly.events';
import type { Charter, Quorum, Weighing } from './charter';

const found =
  (name: string, first = charter()) =>
  (story: Story) =>
    foundAssembly({ ...story.by(ada), name, charter: first }, story.assembly);
const adopt =
  (charterVersion: number, next = charter()) =>
  (story: Story) =>
    adoptCharter({ ...story.by(ada), charterVersion, charter: next }, story.assembly);

describe('founding an assembly', () => {
  it('records its name and its first charter', () => {
    given()
      .when(found('Bakers of the Lane'))
      .then(...founded());
  });

  it('keeps the name trimmed and in one Unicode form', () => {
    given()
      .when(found('  Cafe\u0301 '))
      .then(fact(AssemblyFounded, { name: 'Caf\u00e9' }), adopted(1));
  });

  it.each([1, 120])('takes a name of %i characters', (length) => {
    const name = 'n'.repeat(length);
    given().when(found(name)).then(fact(AssemblyFounded, { name }), adopted(1));
  });

  it.each(['', '   ', 'n'.repeat(121), 'half \ud83d'])('refuses the name %j', (name) => {
    given().when(found(name)).thenRefusedSaying('TextMustFit', 'name', 'A name has 1 to 120 characters.');
  });

  it('happens once', () => {
    given(founded()).when(found('Another')).thenRefused('AssemblyMustNotBeFounded');
  });

  it('needs a charter that holds together', () => {
    given()
      .when(found('Bakers', charter(policy('a'), policy('a'))))
      .thenRefused('CharterMustBeConsistent', 'charter.policies[1].id');
  });
});

describe('adopting a charter', () => {
  const twoPolicies = charter(policy('ordinary'), policy('special'));

  it('follows the version in force', () => {
    given(founded())
      .when(adopt(2, twoPolicies))
      .then(adopted(2, policy('ordinary'), policy('special')));
  });

  it.each([1, 3])('refuses version %i after version 1', (version) => {
    given(founded())
      .when(adopt(version))
      .thenRefusedSaying('CharterVersionMustFollow', 'charterVersion', 'The next charter version is 2.');
  });

  it('counts every version adopted since', () => {
    given(founded(), adopted(2)).when(adopt(2)).thenRefused('CharterVersionMustFollow', 'charterVersion');
    given(founded(), adopted(2)).when(adopt(3)).then(adopted(3));
  });

  it('needs an assembly', () => {
    given().when(adopt(1)).thenRefused('AssemblyMustBeFounded');
  });

  const sound = charter();
  const withPolicy = (more: Parameters<typeof policy>[1], terms: Parameters<typeof policy>[2] = {}) =>
    charter(policy('ordinary', more, terms));
  const threshold = (fraction: string) => ({ base: 'valid', fraction, strict: true }) as const;
  const clause = { id: 'name', title: 'Name', text: 'We are the bakers.' };
  const weighing = (terms: Weighing) => withPolicy({ weighing: terms });
  const bySize = (steps: NonNullable<Quorum['bySize']>) =>
    withPolicy({ quorums: [{ of: 'valid-heads', bySize: steps }] });
  const faults: [string, Charter, string][] = [
    ['a class twice', { ...sound, classes: [...sound.classes, sound.classes[0]!] }, 'classes[2].id'],
    ['an area twice', { ...sound, areas: [...sound.areas, sound.areas[0]!] }, 'areas[3].path'],
    ['an area without its parent', { ...sound, areas: [{ path: 'roads/cycling', name: 'Cycling' }] }, 'areas[0].path'],
    ['an area path with a space', { ...sound, areas: [{ path: 'ro ads', name: 'Roads' }] }, 'areas[0].path'],
    ['no policy', { ...sound, policies: [] }, 'policies'],
    ['a rule nobody knows', withPolicy({ rule: 'coin-toss' }), 'policies[0].rule'],
    [
      'a threshold not in lowest terms',
      withPolicy({ thresholds: [threshold('2/4')] }),
      'policies[0].thresholds[0].fraction',
    ],
    ['a threshold as a decimal', withPolicy({ thresholds: [threshold('0.5')] }), 'policies[0].thresholds[0].fraction'],
    [
      'a threshold above the whole',
      withPolicy({ thresholds: [threshold('3/2')] }),
      'policies[0].thresholds[0].fraction',
    ],
    ['a quorum of neither kind', withPolicy({ quorums: [{ of: 'valid-heads' }] }), 'policies[0].quorums[0]'],
    [
      'a quorum of both kinds',
      withPolicy({ quorums: [{ of: 'valid-heads', fraction: '1/2', atLeast: '3' }] }),
      'policies[0].quorums[0]',
    ],
    [
      'a fixed number of those entitled',
      withPolicy({ quorums: [{ of: 'entitled-heads', atLeast: '3' }] }),
      'policies[0].quorums[0].atLeast',
    ],
    ['a cap above the whole', withPolicy({}, { cap: '2' }), 'policies[0].delegation.cap'],
    ['a damping that makes weight', withPolicy({}, { damping: '11/10' }), 'policies[0].delegation.damping'],
    ['no delegates allowed', withPolicy({}, { maxDelegates: 0 }), 'policies[0].delegation.maxDelegates'],
    ['eleven delegates allowed', withPolicy({}, { maxDelegates: 11 }), 'policies[0].delegation.maxDelegates'],
    ['a name in another Unicode form', withPolicy({ name: 'Cafe\u0301' }), 'policies[0].name'],
    ['a clause twice', { ...sound, clauses: [clause, clause] }, 'clauses[1].id'],
    [
      'a threshold that can never hold',
      withPolicy({ thresholds: [threshold('1')] }),
      'policies[0].thresholds[0].fraction',
    ],
    ['a quorum of no kind', withPolicy({ quorums: [{ of: 'valid-heads' }] }), 'policies[0].quorums[0]'],
    [
      'a quorum by size and by fraction',
      withPolicy({ quorums: [{ of: 'valid-heads', fraction: '1/2', bySize: [{ atLeast: '3' }] }] }),
      'policies[0].quorums[0]',
    ],
    [
      'sizes that do not ascend',
      bySize([{ upTo: 9, atLeast: '3' }, { upTo: 9, atLeast: '4' }, { atLeast: '5' }]),
      'policies[0].quorums[0].bySize[1].upTo',
    ],
    ['a last size that ends', bySize([{ upTo: 9, atLeast: '3' }]), 'policies[0].quorums[0].bySize[0].upTo'],
    [
      'a size in the middle that does not end',
      bySize([{ atLeast: '3' }, { atLeast: '4' }]),
      'policies[0].quorums[0].bySize[0].upTo',
    ],
    ['a size that asks two ways', bySize([{ atLeast: '3', fraction: '1/2' }]), 'policies[0].quorums[0].bySize[0]'],
    ['a size that asks for more than all', bySize([{ fraction: '3/2' }]), 'policies[0].quorums[0].bySize[0].fraction'],
    [
      'a size that asks for more people than it has',
      bySize([{ upTo: 4, atLeast: '5' }, { atLeast: '5' }]),
      'policies[0].quorums[0].bySize[0].atLeast',
    ],
    [
      'no weight in any channel',
      weighing({ factors: { 'in-person': '0', online: '0' } }),
      'policies[0].weighing.factors',
    ],
    [
      'caps that hold both channels down',
      weighing({ caps: { by: 'channel', shares: { 'in-person': '1/10', online: '1/10' } } }),
      'policies[0].weighing.caps.shares',
    ],
    [
      'caps that leave no class any weight',
      weighing({ caps: { by: 'class', shares: { workers: '0', clients: '0' } } }),
      'policies[0].weighing.caps.shares',
    ],
    ['a factor as a decimal', weighing({ factors: { 'in-person': '1.5' } }), 'policies[0].weighing.factors.in-person'],
    [
      'shares that do not add up',
      weighing({ blocs: { by: 'class', shares: { workers: '1/2', clients: '1/3' } } }),
      'policies[0].weighing.blocs.shares',
    ],
    [
      'a bloc by a class nobody knows',
      weighing({ blocs: { by: 'class', shares: { nobility: '1' } } }),
      'policies[0].weighing.blocs.shares.nobility',
    ],
    [
      'a cap on a class nobody knows',
      weighing({ caps: { by: 'class', shares: { nobility: '1/2' } } }),
      'policies[0].weighing.caps.shares.nobility',
    ],
    [
      'a bloc by a channel nobody knows',
      weighing({ blocs: { by: 'channel', shares: { post: '1' } } }),
      'policies[0].weighing.blocs.shares.post',
    ],
    [
      'a commission that may hold more than all',
      weighing({ commission: { factor: '2', cap: '3/2' } }),
      'policies[0].weighing.commission.cap',
    ],
    ['a suspension nobody described', withPolicy({ effect: 'suspensive' }), 'policies[0].suspensive'],
    [
      'a suspension of what only advises',
      withPolicy({ effect: 'consultative', suspensive: { opposition: '1/2', turnout: '1/3' } }),
      'policies[0].suspensive',
    ],
    [
      'a suspension of an election',
      withPolicy({ rule: 'schulze', effect: 'suspensive', suspensive: { opposition: '1/2', turnout: '1/3' } }),
      'policies[0].rule',
    ],
    [
      'an opposition above the whole',
      withPolicy({ effect: 'suspensive', suspensive: { opposition: '3/2', turnout: '1/3' } }),
      'policies[0].suspensive.opposition',
    ],
    [
      'a turnout that nothing can pass',
      withPolicy({ effect: 'suspensive', suspensive: { opposition: '1/2', turnout: '1' } }),
      'policies[0].suspensive.turnout',
    ],
    [
      'an admission by nobody',
      withPolicy({ lifecycle: { admission: { supporters: '0', hours: 1 } } }),
      'policies[0].lifecycle.admission.supporters',
    ],
    [
      'an admission by more than all',
      withPolicy({ lifecycle: { admission: { supporters: '2', hours: 1 } } }),
      'policies[0].lifecycle.admission.supporters',
    ],
    ['an escalation to nowhere', withPolicy({ escalation: { to: 'x', share: '1/2' } }), 'policies[0].escalation.to'],
    [
      'an escalation to another rule',
      charter(policy('a', { escalation: { to: 'b', share: '1/2' } }), policy('b', { rule: 'schulze' })),
      'policies[0].escalation.to',
    ],
    [
      'escalations in a circle',
      charter(
        policy('a', { escalation: { to: 'b', share: '1/2' } }),
        policy('b', { escalation: { to: 'a', share: '1/2' } }),
      ),
      'policies[0].escalation.to',
    ],
    [
      'an escalation by nobody',
      charter(policy('a', { escalation: { to: 'b', share: '0' } }), policy('b')),
      'policies[0].escalation.share',
    ],
    ['a word the charter does not know', { ...sound, anthem: 'la' } as Charter, 'anthem'],
  ];
  it.each(faults)('refuses %s', (_what, next, path) => {
    given(founded()).when(adopt(2, next)).thenRefused('CharterMustBeConsistent', `charter.${path}`);
  });

  it('takes every limit at its edge', () => {
    const edges = charter(
      policy(
        'ordinary',
        {
          thresholds: [{ ...threshold('1'), strict: false }],
          quorums: [
            { of: 'valid-heads', atLeast: '3' },
            { of: 'present', fraction: '1' },
          ],
        },
        { maxDelegates: 10, cap: '1', damping: '1', maxChain: 1 },
      ),
    );
    given(founded())
      .when(adopt(2, edges))
      .then(adopted(2, ...edges.policies));
  });

  it('takes a policy that says all it can', () => {
    const everything = policy('ordinary', {
      quorums: [{ of: 'valid-heads', bySize: [{ upTo: 11, fraction: '1/2' }, { atLeast: '5' }] }],
      weighing: {
        factors: { 'in-person': '3/2', carried: '1' },
        commission: { factor: '2', cap: '1/5' },
        blocs: { by: 'class', shares: { workers: '1/2', clients: '1/2' }, empty: 'forfeit' },
      },
      ...{ effect: 'suspensive', suspensive: { opposition: '2/3', turnout: '1/10' } },
      lifecycle: {
        admission: { supporters: '1/10', hours: 240 },
        ...{ discussionHours: 360, verificationHours: 120, opensBy: 'chair', reviewAfterDays: 365 },
      },
      escalation: { to: 'special', share: '1/10' },
      ...{ finalBallots: true, earlyClose: 'provable', blocksStand: false },
    });
    given(founded())
      .when(adopt(2, charter(everything, policy('special'))))
      .then(adopted(2, everything, policy('special')));
  });
});
