import type { ReminderPhrases } from './phrases';

export const english: ReminderPhrases = {
  locale: 'en-GB',
  subject: (title) => `Your voice is still missing: ${title}`,
  paragraphs: ({ name, title, assembly, deadline, url }) => [
    `Hello ${name},`,
    `${assembly} is deciding on “${title}”. Voting closes on ${deadline}.`,
    'You have not voted, and nobody you delegate to has voted either. As things stand, your voice will not count.',
    `Vote here, or delegate to somebody who votes:\n${url}`,
    'If you would rather not be reminded again, decline reminders there.',
  ],
};
