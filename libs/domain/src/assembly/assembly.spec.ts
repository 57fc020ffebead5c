import { fact } from '../kernel/event-type';
import { given } from '../kernel/given.contract';
import { ada, adopted, charter, founded, policy } from '../record/people.contract';
import type { Story } from '../record/story.contract';
import { adoptCharter, foundAssembly } from './assembly.decide';
import { AssemblyFounded } from './assembly.events';
import type { Charter } from './charter';

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
          thresholds: [threshold('1')],
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
});
