import type { ReminderPhrases } from './phrases';

export const catalan: ReminderPhrases = {
  locale: 'ca-ES',
  subject: (title) => `Encara hi falta la teva veu: ${title}`,
  paragraphs: ({ name, title, assembly, deadline, url }) => [
    `Hola, ${name}:`,
    `${assembly} està decidint sobre «${title}». La votació es tanca: ${deadline}.`,
    'No has votat, ni ha votat ningú en qui deleguis. Tal com estan les coses, la teva veu no comptarà.',
    `Vota aquí, o delega en algú que voti:\n${url}`,
    'Si prefereixes no rebre més recordatoris, rebutja’ls en aquest mateix lloc.',
  ],
};
