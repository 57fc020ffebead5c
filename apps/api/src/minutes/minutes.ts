import { Injectable } from '@nestjs/common';
import { TileTree } from '@plenum/event-log';
import type { OpenAssembly } from '../platform/assemblies';
import { htmlPage } from './html-page';
import { minutesFacts } from './minutes-facts';
import { languages, type Language } from './phrases/languages';
import { Press } from './press';
import { writeMinutes } from './write-minutes';

/** One meeting's minutes in every form; the PDF is made when somebody asks for it. */
export interface MinutesDocuments {
  readonly position: number;
  readonly rootHash: string;
  readonly markdown: string;
  readonly html: string;
  /** Base64 of the PDF. */
  readonly print: () => Promise<string>;
}

const PAGE = 1_000;

@Injectable()
export class Minutes {
  constructor(private readonly press: Press) {}

  /** Undefined where there was no such meeting at this position. */
  async of(
    assembly: OpenAssembly,
    meetingId: string,
    position: number,
    language: Language,
  ): Promise<MinutesDocuments | undefined> {
    const record = await assembly.past.recordAt(position);
    const meeting = record.meetings.get(meetingId);
    if (meeting === undefined) return undefined;
    const phrases = languages[language];
    const rootHash = await rootOf(assembly, position);
    const nameOf = (memberId: string) => assembly.names.get(memberId)?.name;
    const markdown = writeMinutes(minutesFacts(record, meeting), { phrases, nameOf, rootHash });
    const title = phrases.minutesOf(meeting.state.title);
    const madeAt = meeting.state.closedAt ?? meeting.state.startsAt;
    return {
      position,
      rootHash,
      markdown,
      html: htmlPage(markdown, title, phrases),
      print: () => this.press.print({ text: markdown, title, createdAt: madeAt }),
    };
  }
}

async function rootOf({ log }: OpenAssembly, position: number): Promise<string> {
  const tree = new TileTree(async (first, count) => {
    const events = await log.readAll(first, count);
    return Buffer.concat(events.map(({ leafHash }) => leafHash));
  });
  while (tree.size < position) {
    const page = await log.readAll(tree.size, Math.min(PAGE, position - tree.size));
    for (const { leafHash } of page) tree.add(leafHash);
  }
  return Buffer.from(await tree.root()).toString('hex');
}
