import { Injectable } from '@nestjs/common';
import type { OpenAssembly } from '../platform/assemblies';
import { LogSigners } from '../proof/heads/log-signers';
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

@Injectable()
export class Minutes {
  constructor(
    private readonly press: Press,
    private readonly signers: LogSigners,
  ) {}

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
    const signer = await this.signers.of(assembly.id);
    const rootHash = Buffer.from(await signer.rootAt(position)).toString('hex');
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
