import type { ReminderPhrases } from './phrases';

export const spanish: ReminderPhrases = {
  locale: 'es-ES',
  subject: (title) => `Todavía falta tu voz: ${title}`,
  paragraphs: ({ name, title, assembly, deadline, url }) => [
    `Hola, ${name}:`,
    `${assembly} está decidiendo sobre «${title}». La votación se cierra el ${deadline}.`,
    'No has votado, ni ha votado nadie en quien delegues. Tal como están las cosas, tu voz no contará.',
    `Vota aquí, o delega en alguien que vote:\n${url}`,
    'Si prefieres no recibir más recordatorios, recházalos en ese mismo sitio.',
  ],
};
