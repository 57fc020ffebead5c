import { leavesOf } from '../merkle/given.contract';
import { parseCheckpoint, signCheckpoint } from './checkpoint';
import { cosign } from './cosignature';
import { KeyKind, SignerKey } from './note-key';
import { meetsPolicy, parsePolicy } from './policy';

const log = SignerKey.generate('plenum.example/riu-clar', KeyKind.note);
const [auditor, peer, notary] = ['auditor', 'peer', 'notary'].map((name) =>
  SignerKey.generate(`${name}.example`, KeyKind.cosignature),
) as [SignerKey, SignerKey, SignerKey];
const ADDRESS = 'https://plenum.example/log';
const TWO_OF_THREE = `# any two of three
log ${log.verifier} ${ADDRESS}
\twitness auditor ${auditor.verifier}
witness  peer ${peer.verifier}

witness notary ${notary.verifier}
group people 2 auditor peer notary
quorum people
`;

function cosignedBy(...witnesses: readonly SignerKey[]) {
  const note = witnesses.reduce(
    (sofar, witness) => {
      const answer = cosign(Buffer.from(sofar), log.verifier, witness, { proof: [], at: 1 });
      return 'note' in answer ? answer.note : sofar;
    },
    signCheckpoint({ size: 3, root: leavesOf(1)[0]! }, log),
  );
  return parseCheckpoint(Buffer.from(note));
}

describe('a trust policy', () => {
  it('asks for two of three witnesses', () => {
    const policy = parsePolicy(TWO_OF_THREE);
    const missing = { missing: 'the quorum "people" is not met' };
    expect(meetsPolicy(cosignedBy(), policy)).toEqual(missing);
    expect(meetsPolicy(cosignedBy(peer), policy)).toEqual(missing);
    expect(meetsPolicy(cosignedBy(peer, peer), policy)).toEqual(missing);
    expect(meetsPolicy(cosignedBy(peer, notary), policy)).toEqual({});
    expect(meetsPolicy(cosignedBy(auditor, peer, notary), policy)).toEqual({});
  });

  it('asks for groups of groups, for all, and for none', () => {
    const grouped = TWO_OF_THREE.replace(
      /group people[^]*/,
      'group near any auditor peer\ngroup both all near notary\nquorum both\n',
    );
    expect(meetsPolicy(cosignedBy(auditor, peer), parsePolicy(grouped))).toHaveProperty('missing');
    expect(meetsPolicy(cosignedBy(peer, notary), parsePolicy(grouped))).toEqual({});
    expect(meetsPolicy(cosignedBy(), parsePolicy(`log ${log.verifier}\nquorum none`))).toEqual({});
  });

  it('is not met by a log that it does not list, whoever cosigned', () => {
    const other = SignerKey.generate('plenum.example/riu-clar', KeyKind.note);
    const policy = parsePolicy(TWO_OF_THREE.replace(String(log.verifier), String(other.verifier)));
    expect(meetsPolicy(cosignedBy(auditor, peer, notary), policy)).toEqual({ missing: 'no listed log signed it' });
  });

  it.each([
    ['no quorum', (text: string) => text.replace(/quorum.*/, '')],
    ['two quorums', (text: string) => `${text}quorum none\n`],
    ['a quorum of strangers', (text: string) => text.replace('quorum people', 'quorum friends')],
    ['a group of strangers', (text: string) => text.replace('2 auditor', '2 stranger')],
    ['four of three', (text: string) => text.replace('people 2', 'people 4')],
    ['none of three', (text: string) => text.replace('people 2', 'people 0')],
    ['a group of nobody', (text: string) => text.replace(/people 2.*/, 'people all')],
    ['a witness in two groups', (text: string) => text.replace('quorum', 'group more any peer\nquorum')],
    ['one key under two names', (text: string) => text.replace(String(notary.verifier), String(peer.verifier))],
    ['one name for two', (text: string) => text.replace('witness notary', 'witness peer')],
    ['a log key for a witness', (text: string) => text.replace(String(peer.verifier), String(log.verifier))],
    ['a witness key for a log', (text: string) => text.replace(String(log.verifier), String(peer.verifier))],
    ['a word that is not known', (text: string) => `${text}trust everybody\n`],
    ['a witness called none', (text: string) => text.replace('witness notary', 'witness none')],
    ['a broken key', (text: string) => text.replace('peer.example+', 'peer.example+0')],
  ])('with %s is malformed', (_what, change) => {
    expect(change(TWO_OF_THREE)).not.toBe(TWO_OF_THREE);
    expect(() => parsePolicy(change(TWO_OF_THREE))).toThrow();
  });
});
