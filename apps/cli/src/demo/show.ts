import { pause } from '../terminal/pause';
import { Company } from './company';
import { castThePlay, type People } from './people';
import type { Scene } from './scene';
import { acts, FIRST_PERIOD_MINUTES, wording, type Play } from './script';
import { Stage } from './stage';
import type { Venue } from './venue';

/** How the play is shown: a picture on a terminal, or lines. */
export interface Audience {
  say(text: string): void;
  see(scene: Scene): void;
  /** An act is over and the scene at rest. */
  rest(scene: Scene): void;
}

export interface Tempo {
  /** Length of one beat; 0 plays without a pause. */
  readonly beatMilliseconds: number;
  readonly interrupted: AbortSignal;
}

/** Play the whole meeting through the server; resolves to the last scene. */
export async function playMeeting(venue: Venue, audience: Audience, tempo: Tempo): Promise<Scene> {
  const company = new Company(venue, tempo.interrupted);
  try {
    const people = await castThePlay(await company.client(company.chairId), venue.cast);
    const { proposalId, since } = await openProposal(company, people);
    const stage = await Stage.of(proposalId, since, people, company, tempo.interrupted, (scene) => audience.see(scene));
    try {
      const play = playOn(stage, company, people, audience, tempo, proposalId);
      for (const act of acts) {
        await act(play);
        audience.rest(stage.scene);
      }
      return stage.scene;
    } finally {
      await stage.close();
    }
  } finally {
    await company.close();
  }
}

async function openProposal(company: Company, { chair }: People) {
  const deeds = await company.deedsOf(chair);
  const { proposal, receipt } = await deeds.draft(wording);
  const closesAt = new Date(Date.now() + FIRST_PERIOD_MINUTES * 60_000).toISOString();
  await deeds.open(proposal.id, closesAt);
  return { proposalId: proposal.id, since: receipt.position - 1 };
}

function playOn(
  stage: Stage,
  company: Company,
  people: People,
  audience: Audience,
  { beatMilliseconds, interrupted }: Tempo,
  proposalId: string,
): Play {
  return {
    people,
    proposalId,
    deeds: (person) => company.deedsOf(person),
    say: (text) => audience.say(text),
    seen: ({ receipt }) => stage.shows(receipt.position),
    look: (beats) => pause(beats * beatMilliseconds, interrupted),
  };
}
