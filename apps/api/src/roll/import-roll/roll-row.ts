import { lowestTerms, type Charter } from '@plenum/domain';
import { detailFault, type Enrolment } from '../enrolment/enrolment';
import type { Cells } from './roll-columns';
import { shown, unreadable, type Unreadable } from './unreadable';

/** A checked row: whom to enrol, and the line that says so. */
export interface RollRow extends Enrolment {
  readonly line: number;
}

type Classes = Charter['classes'];

const yes = new Set(['', 'yes', 'true', '1']);
const no = new Set(['no', 'false', '0']);

/** One row read as a person to enrol. Weight 1 and a vote when the file does not say. */
export function rollRow(line: number, cells: Cells, classes: Classes): RollRow | Unreadable {
  const { name, email, number, class: className } = cells;
  const weight = cells.weight === '' ? '1' : cells.weight;
  const fault = detailFault({ name, weight, ...(email && { email }), ...(number && { number }) });
  if (fault !== undefined) return unreadable(line, fault.detail, fault.reason);
  if (lowestTerms(weight) === undefined) {
    return unreadable(line, 'weight', `${shown(weight)} is not a number such as 1, 0.5 or 3/2`);
  }
  const votes = cells.votes.toLowerCase();
  if (!yes.has(votes) && !no.has(votes)) {
    return unreadable(line, 'votes', `${shown(cells.votes)} is neither yes nor no`);
  }
  const classId = className === '' ? undefined : classNamed(className, classes);
  if (className !== '' && classId === undefined) {
    return unreadable(line, 'class', `${shown(className)} is not a class of the charter; ${known(classes)}`);
  }
  const row = { line, name, weight, votes: yes.has(votes) };
  return { ...row, ...(email && { email }), ...(number && { number }), ...(classId && { classId }) };
}

/** A file may name a class by its id or as people call it. */
function classNamed(text: string, classes: Classes): string | undefined {
  const wanted = text.toLowerCase();
  return (classes.find(({ id }) => id === wanted) ?? classes.find(({ name }) => name.toLowerCase() === wanted))?.id;
}

function known(classes: Classes): string {
  return classes.length === 0 ? 'it has none' : `it has ${classes.map(({ id }) => id).join(', ')}`;
}
