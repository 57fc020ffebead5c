import { configFrom, BadSetting } from './config';
import { mailSettingsFrom } from './mail-settings';

const HERE = 'http://127.0.0.1:3000';

describe('the settings of mail', () => {
  it('are English, a file and this server where nothing is said', () => {
    expect(configFrom({}).mail).toEqual({
      from: 'Plenum <plenum@localhost>',
      language: 'english',
      timeZone: 'UTC',
      voteUrl: HERE,
    });
  });

  it('are taken from the environment', () => {
    const env = {
      SMTP_URL: 'smtps://plenum:secret@mail.example.org',
      PLENUM_MAIL_FROM: 'Riu Clar <plenum@example.org>',
      PLENUM_LANGUAGE: 'ca',
      PLENUM_TIME_ZONE: 'Europe/Madrid',
      PLENUM_VOTE_URL: 'https://votes.example.org/{proposal}',
    };
    expect(mailSettingsFrom(env, HERE)).toEqual({
      smtpUrl: env.SMTP_URL,
      from: env.PLENUM_MAIL_FROM,
      language: 'catalan',
      timeZone: 'Europe/Madrid',
      voteUrl: env.PLENUM_VOTE_URL,
    });
  });

  it.each([
    [{ SMTP_URL: 'smtp://mail.example.org' }, 'PLENUM_MAIL_FROM'],
    [{ SMTP_URL: 'https://user:secret@mail.example.org', PLENUM_MAIL_FROM: 'a@example.org' }, 'SMTP_URL'],
    [{ SMTP_URL: 'mail.example.org', PLENUM_MAIL_FROM: 'a@example.org' }, 'SMTP_URL'],
    [{ PLENUM_MAIL_FROM: 'Riu Clar' }, 'PLENUM_MAIL_FROM'],
    [{ PLENUM_MAIL_FROM: 'a@example.org, b@example.org' }, 'PLENUM_MAIL_FROM'],
    [{ PLENUM_MAIL_FROM: 'A <a@example.org>\r\nBcc: b@example.org' }, 'PLENUM_MAIL_FROM'],
    [{ PLENUM_LANGUAGE: 'fr' }, 'PLENUM_LANGUAGE'],
    [{ PLENUM_TIME_ZONE: 'Europe/Nowhere' }, 'PLENUM_TIME_ZONE'],
    [{ PLENUM_VOTE_URL: 'votes.example.org' }, 'PLENUM_VOTE_URL'],
  ])('that cannot be followed are refused by name, a password unsaid: %j', (env, name) => {
    const read = () => mailSettingsFrom(env, HERE);
    expect(read).toThrow(BadSetting);
    expect(read).toThrow(new RegExp(`^${name}: (?!.*secret)`));
  });
});
