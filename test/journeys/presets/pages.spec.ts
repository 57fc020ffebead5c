import { randomUUID } from 'node:crypto';
import { presets } from '../../../apps/api/src/assemblies/presets/presets';
import { read } from '../../house/sources';
import { awaitUntil } from '../support/await-until';
import type { Client, Json } from '../support/client';
import { DAY } from '../support/movable-clock';
import type { Assembly } from '../support/people';
import { timePasses } from '../support/ripening';
import { RunningServer } from '../support/running-server';
import { byPreset } from './support/by-preset';
import { Copied, stepsIn, type Step } from './support/page';

/** Somebody new to Plenum, who types what a page says and compares what they see. */
class Reader {
  private readonly copied = new Copied();

  constructor(private readonly assembly: Assembly) {}

  async follow(steps: readonly Step[]): Promise<void> {
    for (const [index, step] of steps.entries()) {
      const next = steps[index + 1];
      const expected = next?.kind === 'answer' ? next.expected : undefined;
      if (step.kind === 'roll') await this.enrol(step.csv);
      if (step.kind === 'days') await timePasses(this.assembly.server, step.days * DAY);
      if (step.kind === 'operation') for (const who of step.who) await this.type(who, step.text, expected);
    }
  }

  private async enrol(csv: string): Promise<void> {
    expect(await this.assembly.registrar.say('importRoll', { csv })).toMatchObject({ __typename: 'RollImported' });
    this.copied.readFrom(await this.assembly.auditor.read('{ members(first: 200) { edges { node { id name } } } }'));
  }

  /** A question is asked again until the server has done by itself what the page says it does. */
  private async type(who: string, text: string, expected: Json | undefined): Promise<void> {
    const client = await this.clientOf(who);
    const operation = this.copied.pastedInto(text, randomUUID);
    const ask = async (): Promise<Json> => {
      const answer = await client.read(operation);
      this.copied.readFrom(answer);
      return answer;
    };
    const answer = await ask();
    if (expected === undefined) expect([operation, answer]).not.toEqual([operation, refused(answer)]);
    else if (operation.startsWith('mutation')) expect(answer).toMatchObject(expected);
    else await awaitUntil(JSON.stringify(expected), async () => holds(await ask(), expected));
  }

  private async clientOf(who: string): Promise<Client> {
    if (who === 'chair' || who === 'registrar' || who === 'auditor') return this.assembly[who];
    const name = who.replace(/^teller /, '');
    const member = await this.assembly.member(this.copied.idOf(name)!, name);
    return name === who ? member : this.assembly.teller(member);
  }
}

/** The answer, if it is that of a mutation that was refused. */
function refused(answer: Json): Json | undefined {
  const isRefusal = (one: Json) => one?.message !== undefined || one?.__typename?.includes('Must');
  return Object.values(answer).some(isRefusal) ? answer : undefined;
}

function holds(answer: Json, expected: Json): boolean {
  try {
    expect(answer).toMatchObject(expected);
    return true;
  } catch {
    return false;
  }
}

describe('whoever types what the page says sees what the page says:', () => {
  let server: RunningServer;
  beforeEach(async () => (server = await RunningServer.onDisk()));
  afterEach(() => server.end());

  it.each(presets.map(({ name }) => name))('%s', async (name) => {
    const steps = stepsIn(read(`docs/presets/${name}.md`).text);
    expect(steps.filter(({ kind }) => kind === 'answer').length).toBeGreaterThanOrEqual(2);
    const [assembly] = await byPreset(server, name);
    await new Reader(assembly).follow(steps);
  });

  it('would notice an answer that differs, a refusal, and an id that nobody could have copied', async () => {
    const [assembly] = await byPreset(server, 'loomio');
    const follow = (...steps: Step[]) => new Reader(assembly).follow(steps);
    const asks = (text: string): Step => ({ kind: 'operation', who: ['chair'], text });
    const draft = (policyId: string) =>
      asks(`mutation { draftProposal(input: { commandId: "<new>", title: "A", policyId: "${policyId}" }) {
        ... on ProposalRecorded { proposal { id title } } ... on Refusal { message } } }`);
    await follow(draft('poll'));
    const blank = asks(
      'mutation { endSeries(input: { commandId: "<new>", seriesId: "x", reason: "" }) { __typename } }',
    );
    await expect(follow(blank)).rejects.toThrow('SeriesMustBeRunning');
    await expect(follow(draft('mystery'))).rejects.toThrow('mystery');
    await expect(follow(asks('{ proposal(id: "<B>") { title } }'))).rejects.toThrow('no answer so far');
    const expected = { draftProposal: { proposal: { title: 'B' } } };
    await expect(follow(draft('poll'), { kind: 'answer', expected })).rejects.toThrow('toMatchObject');
  });
});
