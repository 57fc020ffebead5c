import type { Enrolment } from '../roll/enrolment/enrolment';
import type { Dice } from './dice';

const given =
  'Mireia Tomàs Aina Berta Oriol Núria Jordi Laia Pau Carme Biel Ivet Marc Rosa Arnau Clara Quim Elna Martí Júlia Omar Fàtima Lucía Hugo Inés Iker Amaia Xabier Noa Brais Salma Youssef Ana Íñigo Teresa Ramon Dolors Pere Montse Joan';
const family =
  'Puig Vidal Roca Soler Ferrer Serra Pons Camps Mas Riera Sala Bosch Vila Font Coll Duran Costa Ribas Planas Torres García Ruiz Navarro Ortega Etxeberria Otero Benali Haddad Moreno Castro';

/** Shares of the three classes; the last few are guests, who advise and do not decide. */
const WORKERS = 48;
const CONSUMERS = 168;
const SUPPORTERS = 24;
const GUESTS = 8;
export const DEMO_MEMBERS = WORKERS + CONSUMERS + SUPPORTERS;

/** The first three are the chair, the delegate and the member whose tokens are printed. */
export function demoPeople(dice: Dice): Enrolment[] {
  const [givens, families] = [given.split(' '), family.split(' ')];
  const leading = ['Mireia Puig', 'Tomàs Vidal', 'Aina Roca'];
  const names = new Set(leading);
  while (names.size < DEMO_MEMBERS) names.add(`${dice.pick(givens)} ${dice.pick(families)}`);
  return [...names].map((name, index) => ({
    name,
    number: String(1001 + index),
    weight: '1',
    votes: index < DEMO_MEMBERS - GUESTS,
    classId: index < WORKERS ? 'workers' : index < WORKERS + CONSUMERS ? 'consumers' : 'supporters',
  }));
}
