import { eventTypes, type PlenumEvent } from '@plenum/domain';
import { rawId, shortId } from '../data-folder/ids';
import type { GraphqlClient } from '../server/graphql-client';
import { pause } from '../terminal/pause';
import { Interrupted, Stopped } from '../terminal/stopped';
import { eventSummary } from '../tail/event-summary';
import type { Naming } from '../tail/naming';
import type { Company } from './company';
import type { People, Person } from './people';
import { query, subscription, type Carried, type Front, type HistoryPage } from './stage-documents';
import type { EventSeen, ProposalSeen, Scene, TallySeen, VoiceSeen } from './scene';

const KEPT_EVENTS = 60;
const LOOK_EVERY_MS = 20;
const LONGEST_WAIT_MS = 10_000;

/**
 * Keeps the scene as the server tells it: the tally, the proposal and a member's voice by subscription, the events and
 * what is carried by query. Counts nothing itself.
 */
export class Stage {
  private readonly unwatch: (() => void)[] = [];
  private failure: unknown;
  private cursor: string;
  private refreshing: Promise<void> | undefined;
  private stale = false;

  private constructor(
    private readonly company: Company,
    private readonly interrupted: AbortSignal,
    private readonly naming: Naming,
    private readonly changed: (scene: Scene) => void,
    private current: Scene,
    after: number,
  ) {
    this.cursor = cursorAt(after);
  }

  /** Watch a proposal whose voting is open, with one member's voice on it, and the events after a log position. */
  static async of(
    proposalId: string,
    after: number,
    { everybody, aina }: People,
    company: Company,
    interrupted: AbortSignal,
    changed: (scene: Scene) => void,
  ): Promise<Stage> {
    const [front, member] = await Promise.all([company.client(company.chairId), company.client(aina.memberId)]);
    const now = await front.ask<Front>(query.front, { proposalId });
    const { proposal } = await member.ask<{ proposal: { myVoice: VoiceSeen } }>(query.voice, { proposalId });
    const seen = {
      assembly: now.assembly.name,
      proposal: now.proposal,
      tally: now.tally,
      voice: proposal.myVoice,
      events: [],
    };
    const stage = new Stage(company, interrupted, namesOf(everybody, proposalId), changed, seen, after);
    stage.watch(front, member, proposalId);
    stage.update({});
    return stage;
  }

  get scene(): Scene {
    return this.current;
  }

  /** Resolves when the picture shows the event at `position`. */
  async shows(position: number): Promise<void> {
    for (let waited = 0; ; waited += LOOK_EVERY_MS) {
      if (this.failure !== undefined) throw this.failure;
      const { tally, events } = this.current;
      if (tally.position >= position && (events.at(-1)?.position ?? 0) >= position) break;
      if (waited > LONGEST_WAIT_MS) throw new Stopped('SERVER_SILENT', `the server did not show position ${position}`);
      await pause(LOOK_EVERY_MS, this.interrupted);
    }
    await this.refreshing;
  }

  async close(): Promise<void> {
    for (const leave of this.unwatch) leave();
    await this.refreshing;
  }

  private watch(front: GraphqlClient, member: GraphqlClient, proposalId: string): void {
    const fail = (reason: unknown) => (this.failure ??= reason);
    const after = this.current.tally.position;
    this.unwatch.push(
      front.watch<{ tallyChanged: TallySeen }>(
        subscription.tally,
        { proposalId },
        {
          hear: ({ tallyChanged }) => this.update({ tally: tallyChanged }),
          fail,
        },
      ),
      front.watch<{ proposalChanged: { proposal: ProposalSeen } }>(
        subscription.proposal,
        { proposalId, after },
        {
          hear: ({ proposalChanged }) => this.update({ proposal: proposalChanged.proposal }),
          fail,
        },
      ),
      member.watch<{ myVoiceMoved: VoiceSeen & { proposal: { id: string } } }>(
        subscription.voice,
        { after },
        {
          hear: ({ myVoiceMoved }) => {
            if (myVoiceMoved.proposal.id === proposalId) this.update({ voice: myVoiceMoved });
          },
          fail,
        },
      ),
    );
  }

  private update(news: Partial<Scene>): void {
    this.current = { ...this.current, ...news };
    this.changed(this.current);
    this.stale = true;
    this.refreshing ??= this.refresh()
      .catch((error: unknown) => {
        if (!(error instanceof Interrupted)) this.failure ??= error;
      })
      .finally(() => (this.refreshing = undefined));
  }

  /** Ask for what has no subscription, again for as long as something moved meanwhile. */
  private async refresh(): Promise<void> {
    while (this.stale) {
      this.stale = false;
      const events = [...this.current.events, ...(await this.newEvents())].slice(-KEPT_EVENTS);
      const carrying = await this.carriedByVoter();
      const { carrying: _before, ...rest } = this.current;
      this.current = { ...rest, events, ...(carrying === undefined ? {} : { carrying }) };
      this.changed(this.current);
    }
  }

  private async newEvents(): Promise<EventSeen[]> {
    const front = await this.company.client(this.company.chairId);
    const { history } = await front.ask<HistoryPage>(query.history, { after: this.cursor });
    this.cursor = history.edges.at(-1)?.cursor ?? this.cursor;
    return history.edges.map(({ node: { position, type, data } }) => {
      const known = eventTypes.has(type);
      return { position, type, summary: known ? eventSummary({ type, data } as PlenumEvent, this.naming) : type };
    });
  }

  private async carriedByVoter(): Promise<Carried | undefined> {
    const { voice, proposal } = this.current;
    if (voice.voter === null) return undefined;
    const voter = await this.company.client(rawId('Member', voice.voter.id));
    const { me } = await voter.ask<{ me: { carrying: (Carried & { proposal: { id: string } })[] } }>(query.carrying);
    // Once voting has closed the server speaks of it no more; what was said last still stands.
    return me.carrying.find((one) => one.proposal.id === proposal.id) ?? this.current.carrying;
  }
}

/** A log position as the history's cursor after it. */
function cursorAt(position: number): string {
  return Buffer.from(String(position)).toString('base64url');
}

/** The chair may see names, so the events can be told with them. */
function namesOf(everybody: readonly Person[], proposalId: string): Naming {
  const names = new Map(everybody.map(({ memberId, name }) => [memberId, name]));
  const here = rawId('Proposal', proposalId);
  return {
    member: (id) => names.get(id) ?? shortId(id),
    proposal: (id) => (id === here ? 'this proposal' : `proposal ${shortId(id)}`),
  };
}
