import { Fraction, fractionOf } from '@plenum/counting';
import { awaitUntil } from './support/await-until';
import { Client, type Json } from './support/client';
import { jitter } from './support/far-away-logs';
import { foundedWith } from './support/founding';
import { TALLY } from './support/people';
import { RunningServer } from './support/running-server';

const TALLY_CHANGED = `subscription ($id: ID!) { tallyChanged(proposalId: $id) { ${TALLY} } }`;
const VOICE_MOVED = `subscription ($after: Int) { myVoiceMoved(after: $after) {
  position fate voter { name } choice path { name } proposal { title } } }`;
const PROPOSAL_CHANGED = `subscription ($id: ID, $after: Int) { proposalChanged(proposalId: $id, after: $after) {
  position event proposal { title } } }`;

describe('live', () => {
  let server: RunningServer;
  beforeAll(async () => (server = await RunningServer.inMemory()));
  afterAll(() => server.end());

  describe('tallyChanged', () => {
    it('begins with the tally as it stands and follows every ballot to the close', async () => {
      const [assembly, ada, bruno] = await foundedWith(server, ['Ada', 'Bruno']);
      const proposalId = await assembly.open('A well');
      await ada!.votes(proposalId, 'yes');
      await using live = bruno!.watch(TALLY_CHANGED, { id: proposalId });
      expect(await live.until('the tally now', () => true)).toMatchObject({ own: '1', voters: 1, final: false });
      await bruno!.votes(proposalId, 'no');
      await live.until('the second ballot', ({ voters }) => voters === 2);
      await assembly.close(proposalId);
      const last = await live.until('the close', ({ final }) => final);
      expect(last).toEqual(await assembly.tally(proposalId));
    });

    it('tells a storm of ballots in few messages, in each of which the weight of everybody is somewhere', async () => {
      const names = Array.from({ length: 60 }, (_, index) => ({
        name: `Voter ${index}`,
        weight: `${(index % 7) + 1}/3`,
      }));
      const [assembly, ...voters] = await foundedWith(server, names);
      const proposalId = await assembly.open('A storm');
      await using live = assembly.auditor.watch(TALLY_CHANGED, { id: proposalId });
      await live.until('the tally now', () => true);
      const startedAt = Date.now();
      for (let index = 0; index < voters.length; index += 1) {
        const [voter, next] = [voters[index]!, voters[(index + 1) % voters.length]!];
        await (index % 2 ? voter.trusts([next]) : voter.votes(proposalId, index % 4 ? 'yes' : 'no'));
      }
      const final = await assembly.tally(proposalId);
      await live.until('the last ballot', ({ position }) => position === final.position);
      const tenths = Math.ceil((Date.now() - startedAt) / 100);
      expect(live.messages.length).toBeGreaterThan(1);
      expect(live.messages.length).toBeLessThanOrEqual(tenths + 2);
      expect(live.latest).toEqual(final);
      for (const { own, carried, undelivered, entitled } of live.messages as Json[]) {
        expect(Fraction.sum([own, carried, undelivered.total].map((text) => fractionOf(text))).toString()).toBe(
          entitled,
        );
      }
      const positions = live.messages.map(({ position }) => position);
      expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
    });
  });

  describe('myVoiceMoved', () => {
    it('says when my delegate votes, when they flip, and when I take over myself', async () => {
      const [assembly, ada, bruno, carla] = await foundedWith(server, ['Ada', 'Bruno', 'Carla']);
      await ada!.trusts([bruno!]);
      await bruno!.trusts([carla!]);
      const proposalId = await assembly.open('A mill');
      await using live = ada!.watch(VOICE_MOVED, { after: await assembly.head() });
      await carla!.votes(proposalId, 'yes');
      expect(await live.until('my voice', ({ choice }) => choice === 'yes')).toMatchObject({
        fate: 'CARRIED',
        voter: { name: 'Carla' },
        path: [{ name: 'Ada' }, { name: 'Bruno' }, { name: 'Carla' }],
        proposal: { title: 'A mill' },
      });
      await carla!.votes(proposalId, 'no');
      await live.until('the flip', ({ choice }) => choice === 'no');
      await ada!.votes(proposalId, 'abstain');
      await live.until('my own ballot', ({ fate, choice }) => fate === 'OWN_BALLOT' && choice === 'abstain');
      await ada!.withdrawsBallot(proposalId);
      await live.until('my voice carried again', ({ position, fate }) => position === 13 && fate === 'CARRIED');
      expect(live.messages).toHaveLength(4);
    });

    it('is silent about what does not concern me', async () => {
      const [assembly, ada, bruno, carla] = await foundedWith(server, ['Ada', 'Bruno', 'Carla']);
      const proposalId = await assembly.open('A mill');
      await using live = ada!.watch(VOICE_MOVED, { after: await assembly.head() });
      await using tally = ada!.watch(TALLY_CHANGED, { id: proposalId });
      await tally.until('the tally now', () => true);
      await carla!.votes(proposalId, 'yes');
      await tally.until('the ballot', ({ voters }) => voters === 1);
      await bruno!.trusts([carla!]);
      await tally.until('the delegation', ({ carried }) => carried === '1');
      await ada!.trusts([carla!]);
      await live.until('my own delegation', () => true);
      expect(live.messages).toHaveLength(1);
    });

    it('gives, after a position, what I missed', async () => {
      const [assembly, ada, bruno] = await foundedWith(server, ['Ada', 'Bruno']);
      const proposalId = await assembly.open('A mill');
      await ada!.trusts([bruno!]);
      const seen = await assembly.head();
      await bruno!.votes(proposalId, 'yes');
      await bruno!.votes(proposalId, 'no');
      await using live = ada!.watch(VOICE_MOVED, { after: seen });
      expect(await live.until('what I missed', () => true)).toMatchObject({ fate: 'CARRIED', choice: 'no' });
      await using anew = ada!.watch(VOICE_MOVED, { after: await assembly.head() });
      await bruno!.votes(proposalId, 'abstain');
      await anew.until('the next move', () => true);
      expect(anew.messages).toMatchObject([{ choice: 'abstain' }]);
    });
  });

  describe('proposalChanged', () => {
    it('replays what was missed and goes on, without a gap or a repeat', async () => {
      const [assembly, ada] = await foundedWith(server, ['Ada']);
      const proposalId = await assembly.draft('Version 0');
      await assembly.draft('Something else');
      const edits = Array.from({ length: 30 }, (_, index) => `Version ${index + 1}`);
      for (const title of edits.slice(0, 10)) await assembly.chair.do('editProposal', { proposalId, title });
      const writing = (async () => {
        for (const title of edits.slice(10)) await assembly.chair.do('editProposal', { proposalId, title });
      })();
      await using live = ada!.watch(PROPOSAL_CHANGED, { id: proposalId, after: 0 });
      await writing;
      await assembly.chair.do('openVoting', { proposalId });
      await live.until('the opening', ({ event }) => event === 'VotingOpened');
      const story = (await assembly.history({ proposalId })).map(({ position, type }) => ({ position, event: type }));
      expect(live.messages.map(({ position, event }) => ({ position, event }))).toEqual(story);
    });

    it('misses nothing that happens while a far away store replays', async () => {
      await using far = await RunningServer.farAway(jitter(9));
      const [assembly, ada] = await foundedWith(far, ['Ada']);
      const proposalId = await assembly.draft('Version 0');
      for (let step = 0; step < 10; step += 1) {
        await using live = ada!.watch(PROPOSAL_CHANGED, { id: proposalId, after: 0 });
        const writing = ['a', 'b', 'c'].map((part) =>
          assembly.chair.do('editProposal', { proposalId, title: `Version ${step}${part}` }),
        );
        const last = (await Promise.all(writing)).map(({ receipt }) => receipt.position);
        await live.until('the last edit', ({ position }) => position === Math.max(...last));
        const story = (await assembly.history({ proposalId })).map(({ position }) => position);
        expect(live.messages.map(({ position }) => position)).toEqual(story);
      }
    });

    it('resumes after the position somebody saw last, on every proposal', async () => {
      const [assembly, ada] = await foundedWith(server, ['Ada']);
      const [first, second] = [await assembly.draft('One'), await assembly.draft('Two')];
      const seen = await assembly.head();
      await assembly.chair.do('openVoting', { proposalId: second });
      await ada!.votes(second, 'yes');
      await using live = ada!.watch(PROPOSAL_CHANGED, { after: seen });
      await live.until('the opening', () => true);
      await assembly.chair.do('withdrawProposal', { proposalId: first, reason: 'Nobody wants it' });
      await live.until('the withdrawal', ({ event }) => event === 'ProposalWithdrawn');
      expect(live.messages.map(({ event, proposal }) => [event, proposal.title])).toEqual([
        ['VotingOpened', 'Two'],
        ['ProposalWithdrawn', 'One'],
      ]);
    });
  });

  describe('a socket', () => {
    it('without a token, or with one that is not ours, is told why and hears nothing', async () => {
      const [assembly] = await foundedWith(server, ['Ada']);
      const proposalId = await assembly.open('A well');
      for (const [token, code] of [
        [undefined, 'UNAUTHENTICATED'],
        ['garbage', 'TOKEN_INVALID'],
      ] as const) {
        const stranger = new Client(server, token);
        await using live = stranger.watch(TALLY_CHANGED, { id: proposalId });
        await awaitUntil('the refusal', async () => live.errors.length > 0);
        expect(live.errors[0]!.extensions.code).toBe(code);
        expect(live.messages).toEqual([]);
      }
    });

    it('ends with TOKEN_EXPIRED when its token does, in the middle of the story', async () => {
      const [assembly, ada] = await foundedWith(server, ['Ada']);
      const proposalId = await assembly.open('A well');
      const token = await server.tokenFor({ assemblyId: assembly.id, roles: ['auditor'], lifetimeSeconds: 2 });
      const visitor = new Client(server, token);
      await using live = visitor.watch(TALLY_CHANGED, { id: proposalId });
      await live.until('the tally now', () => true);
      await live.untilEnd();
      expect(live.errors.map(({ extensions }) => extensions.code)).toEqual(['TOKEN_EXPIRED']);
      await ada!.votes(proposalId, 'yes');
      expect(live.messages).toHaveLength(1);
      expect(await visitor.codeOf('{ me { position } }')).toBe('TOKEN_EXPIRED');
    });

    it('of one assembly hears nothing of another', async () => {
      const [home, ada] = await foundedWith(server, ['Ada']);
      const [away, eve] = await foundedWith(server, ['Eve']);
      const proposalId = await home.open('A well');
      const theirs = await away.open('Their well');
      await using spying = eve!.watch(PROPOSAL_CHANGED, { after: 0 });
      await using tally = eve!.watch(TALLY_CHANGED, { id: proposalId });
      await ada!.votes(proposalId, 'yes');
      await home.close(proposalId);
      await away.close(theirs);
      await spying.until('their own close', ({ event }) => event === 'VotingClosed');
      expect(spying.messages.map(({ proposal }) => proposal.title)).toEqual(['Their well', 'Their well', 'Their well']);
      expect(tally.messages).toEqual([]);
    });
  });
});
