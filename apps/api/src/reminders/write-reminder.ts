import type { AssemblyRecord } from '@plenum/domain';
import { globalId } from '../platform/graphql/global-id';
import type { MailLanguage, MailSettings } from '../platform/mail-settings';
import { languages } from './phrases/languages';

/** Subject and text of a reminder of an open proposal. */
export function writeReminder(
  record: AssemblyRecord,
  proposalId: string,
  reader: { readonly name: string; readonly language?: MailLanguage },
  { language, timeZone, voteUrl }: MailSettings,
): { readonly subject: string; readonly text: string } {
  const { wording, closesAt = '' } = record.proposals.get(proposalId)!.state;
  const phrases = languages[reader.language ?? language];
  const title = inOneLine(wording.title);
  const told = {
    name: inOneLine(reader.name),
    title,
    assembly: inOneLine(record.assembly.name),
    deadline: dateIn(phrases.locale, timeZone).format(new Date(closesAt)),
    url: voteUrl.replaceAll('{proposal}', globalId('Proposal', proposalId)),
  };
  return { subject: phrases.subject(title), text: `${phrases.paragraphs(told).join('\n\n')}\n` };
}

/** A title may have line breaks; a header and a sentence may not. */
function inOneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

function dateIn(locale: string, timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
}
