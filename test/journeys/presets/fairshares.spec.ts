import { awaitUntil } from '../support/await-until';
import type { Json } from '../support/client';
import type { Assembly, Member, NewPerson } from '../support/people';
import { RunningServer } from '../support/running-server';
import { allSay, byPreset, settled } from './support/by-preset';

const CLASSES = ['founders', 'labour', 'users', 'investors'];

/** So many members, of each class in turn. */
const mixed = (count: number): NewPerson[] =>
  Array.from({ length: count }, (_, at) => ({ name: `Member ${at}`, classId: CLASSES[at % 4]! }));

/** Two founders, four of labour, four users and two investors, one of whom put in a hundred times as much. */
const twelve: NewPerson[] = [
  ...['Fina', 'Ferran'].map((name) => ({ name, classId: 'founders' })),
  ...['Lola', 'Lluc', 'Laia', 'Lena'].map((name) => ({ name, classId: 'labour' })),
  ...['Uma', 'Ulf', 'Urs', 'Ute'].map((name) => ({ name, classId: 'users' })),
  { name: 'Ivo', classId: 'investors', weight: '100' },
  { name: 'Ines', classId: 'investors' },
];

describe('the preset fairshares: by head, or by every class', () => {
  let server: RunningServer;
  beforeAll(async () => (server = await RunningServer.inMemory()));
  afterAll(() => server.end());

  const policyOf = async (assembly: Assembly, id: string): Promise<string> =>
    (await assembly.auditor.read('query ($id: ID!) { proposal(id: $id) { policyId } }', { id })).proposal.policyId;
  const escalated = (assembly: Assembly, id: string) =>
    awaitUntil('the special resolution', async () => (await policyOf(assembly, id)) === 'special');
  const held = async (assembly: Assembly, proposalId: string): Promise<Json> =>
    Object.fromEntries(
      (
        await assembly.auditor.read(
          `query ($id: ID!) { tally(proposalId: $id) { conditions { kind bloc have held } } }`,
          {
            id: proposalId,
          },
        )
      ).tally.conditions.map(({ kind, bloc, have, held }: Json) => [bloc ?? kind, [have, held]]),
    );

  it.each([
    [12, 5],
    [60, 20],
    [4, 3],
  ])('of %p members, %p must vote', async (members, needed) => {
    const [assembly, ...people] = await byPreset(server, 'fairshares', mixed(members));
    const proposalId = await assembly.open('A picnic');
    await allSay(people.slice(1, needed), proposalId, 'yes');
    expect(await assembly.tally(proposalId)).toMatchObject({ voters: needed - 1, outcome: 'no-quorum' });
    await people[0]!.votes(proposalId, 'no');
    expect(await assembly.tally(proposalId)).toMatchObject({ voters: needed, outcome: 'adopted' });
  });

  it('counts heads, not capital, in an ordinary resolution', async () => {
    const [assembly, ...people] = await byPreset(server, 'fairshares', twelve);
    const proposalId = await assembly.open('A pay rise');
    await allSay(people.slice(0, 6), proposalId, 'yes');
    const ivo = people[10]!;
    await ivo.votes(proposalId, 'no');
    expect(await settled(assembly, proposalId)).toMatchObject({ outcome: 'adopted', force: 'BINDING' });
  });

  it('turns into a special resolution when one class asks: each class, and three quarters of all, must agree', async () => {
    const [assembly, ...people] = await byPreset(server, 'fairshares', twelve);
    const [fina, ferran, lola, lluc, laia, lena, uma, ulf, urs, ute, ivo, ines] = people as Member[];
    const first = await assembly.open('Sell the brand', { text: 'To whoever offers most.' });
    await allSay([fina!, ferran!, lola!, lluc!, laia!, lena!, uma!, ulf!, urs!, ute!], first, 'yes');
    await allSay([ivo!, ines!], first, 'no');
    expect(await assembly.tally(first)).toMatchObject({ outcome: 'adopted' });
    await lola!.do('demandEscalation', { proposalId: first });
    expect(await policyOf(assembly, first)).toBe('ordinary');
    await ines!.do('demandEscalation', { proposalId: first });
    await escalated(assembly, first);
    expect(await held(assembly, first)).toEqual({
      ...{ quorum: ['12', true], founders: ['2', true], labour: ['4', true], users: ['4', true] },
      ...{ investors: ['0', false], threshold: ['10', true] },
    });
    expect(await settled(assembly, first)).toMatchObject({ outcome: 'rejected' });

    const wording = { proposalId: first, as: 'AMENDMENT', text: 'To the town, and investors get their money back.' };
    const second = (await assembly.chair.do('followProposal', wording))['proposal'].id;
    await assembly.chair.do('openVoting', { proposalId: second });
    expect(await policyOf(assembly, second)).toBe('special');
    await allSay([lena!, ute!], second, 'no');
    await allSay([fina!, ferran!, lola!, lluc!, laia!, uma!, ulf!, ivo!], second, 'yes');
    expect(await assembly.tally(second)).toMatchObject({ outcome: 'rejected' });
    await ines!.votes(second, 'yes');
    expect(await held(assembly, second)).toMatchObject({ investors: ['2', true], threshold: ['9', true] });
    expect(await settled(assembly, second)).toMatchObject({ outcome: 'adopted', force: 'BINDING' });
  });
});
