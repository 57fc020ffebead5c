import { foundedWith } from './support/founding';
import { RunningServer } from './support/running-server';

const POWER = `query ($id: ID!) { power(proposalId: $id) {
  largestCarriedShare largestCarriers { name } effectiveVoters method
  strongest { member { name } own carried decides } couldFlip { member { name } choice outcome } } }`;

describe('power', () => {
  let server: RunningServer;
  beforeAll(async () => (server = await RunningServer.inMemory()));
  afterAll(() => server.end());

  it('shows that Ada, for whom two others speak too, decides alone', async () => {
    const [assembly, ada, bruno, chiara, dimitri] = await foundedWith(server, ['Ada', 'Bruno', 'Chiara', 'Dimitri']);
    const id = await assembly.open('A well');
    expect(await bruno!.read(POWER, { id })).toEqual({ power: null });
    await bruno!.trusts([ada!]);
    await chiara!.trusts([ada!]);
    await ada!.votes(id, 'yes');
    await dimitri!.votes(id, 'no');

    const { power } = await assembly.auditor.read(POWER, { id });

    expect(power).toMatchObject({
      largestCarriedShare: '1/2',
      largestCarriers: [{ name: 'Ada' }],
      effectiveVoters: '8/5',
      method: 'exact',
    });
    expect(power.strongest).toEqual([
      { member: { name: 'Ada' }, own: '1', carried: '2', decides: '1.000000' },
      { member: { name: 'Dimitri' }, own: '1', carried: '0', decides: '0.000000' },
    ]);
    expect(power.couldFlip).toEqual([{ member: { name: 'Ada' }, choice: 'no', outcome: 'rejected' }]);
  });

  it('says nothing of a draft, or of a proposal of another assembly', async () => {
    const [assembly] = await foundedWith(server, ['Ada']);
    const [elsewhere] = await foundedWith(server, ['Bruno']);
    const id = await elsewhere.open('Not here');
    expect(await assembly.auditor.read(POWER, { id })).toEqual({ power: null });
  });
});
