import { BadSetting } from './bad-setting';

export const mailLanguages = ['english', 'spanish', 'catalan'] as const;
export type MailLanguage = (typeof mailLanguages)[number];

/** How the server writes to members. */
export interface MailSettings {
  /** Where mail is handed over, such as `smtps://user:password@mail.example.org`; without it, letters go to a file. */
  readonly smtpUrl?: string;
  /** Sender, such as `Riu Clar <plenum@example.org>`. */
  readonly from: string;
  /** For members who have not chosen one. */
  readonly language: MailLanguage;
  /** IANA name of the time zone deadlines are told in. */
  readonly timeZone: string;
  /** Where members vote; `{proposal}` in it stands for the proposal's id. */
  readonly voteUrl: string;
}

const CODES: Readonly<Record<string, MailLanguage>> = { en: 'english', es: 'spanish', ca: 'catalan' };

/** Reads `SMTP_URL`, `PLENUM_MAIL_FROM`, `PLENUM_LANGUAGE`, `PLENUM_TIME_ZONE` and `PLENUM_VOTE_URL`. Throws `BadSetting`. */
export function mailSettingsFrom(env: Readonly<Record<string, string | undefined>>, voteUrl: string): MailSettings {
  const smtpUrl = env['SMTP_URL'] || undefined;
  const from = env['PLENUM_MAIL_FROM'];
  if (smtpUrl !== undefined && from === undefined) {
    throw new BadSetting('PLENUM_MAIL_FROM: mail by SMTP_URL needs a sender, such as Riu Clar <plenum@example.org>');
  }
  return {
    ...(smtpUrl === undefined ? {} : { smtpUrl: smtpUrlFrom(smtpUrl) }),
    from: senderFrom(from ?? 'Plenum <plenum@localhost>'),
    language: languageFrom(env['PLENUM_LANGUAGE'] ?? 'en'),
    timeZone: timeZoneFrom(env['PLENUM_TIME_ZONE'] ?? 'UTC'),
    voteUrl: urlFrom(env['PLENUM_VOTE_URL'] ?? voteUrl),
  };
}

/** The address holds a password, so that it is not repeated. */
function smtpUrlFrom(text: string): string {
  if (/^smtps?:$/.test(URL.parse(text)?.protocol ?? '')) return text;
  throw new BadSetting('SMTP_URL: not an address such as smtps://user:password@mail.example.org');
}

function senderFrom(text: string): string {
  const address = String.raw`[^\s<>@",;]+@[^\s<>@",;]+`;
  if (new RegExp(`^(${address}|[^<>@",;\\r\\n]+ <${address}>)$`, 'u').test(text)) return text;
  throw new BadSetting(`PLENUM_MAIL_FROM: "${text}" is not a sender such as Riu Clar <plenum@example.org>`);
}

function languageFrom(text: string): MailLanguage {
  const language = CODES[text];
  if (language !== undefined) return language;
  throw new BadSetting(`PLENUM_LANGUAGE: "${text}" is none of ${Object.keys(CODES).join(', ')}`);
}

function timeZoneFrom(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new BadSetting(`PLENUM_TIME_ZONE: "${text}" is not a time zone such as Europe/Madrid`);
  }
}

function urlFrom(text: string): string {
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? '')) return text;
  throw new BadSetting(`PLENUM_VOTE_URL: "${text}" is not an address such as https://votes.example.org/{proposal}`);
}
