import { randomUUID } from 'node:crypto';
import { isRefusal } from '@plenum/domain';
import { memberIdsIn } from '../roll-recorded.type';
import { openSpring, type Spring } from '../spring.fixture';
import { StrikeMemberCommand, StrikeMemberHandler } from '../strike-member/strike-member.handler';
import type { Enrolment } from './enrolment';
import type { EnrolAnswer } from './enrolments';
import { forgetUnenrolled } from './forget-unenrolled';

let spring: Spring;

beforeEach(async () => {
  spring = await openSpring();
});
afterEach(() => spring.end());

const amina: Enrolment = { name: 'Amina Diallo', number: '7', weight: '1', votes: true };
const bruno: Enrolment = { name: 'Bruno Keller', email: 'bruno@example.org', weight: '3/2', votes: true };

const originOf = (commandId: string) => ({ assemblyId: 'spring', actor: 'role:registrar', commandId });

function enrol(people: readonly Enrolment[], commandId: string = randomUUID()): Promise<EnrolAnswer> {
  return spring.enrolments.enrol(originOf(commandId), 'EnrolMembers', people);
}

function idsIn(answer: EnrolAnswer): readonly string[] {
  if (isRefusal(answer)) throw new Error(`refused: ${answer.refusal} ${answer.message}`);
  return memberIdsIn(answer);
}

const onRoll = () => spring.assembly.view.record.roll.members.size;

describe('enrolling people', () => {
  test('puts names in the registry and standings in the log, under the same random ids', async () => {
    const [aminaId, brunoId] = idsIn(await enrol([amina, bruno]));
    expect(spring.assembly.names.get(aminaId!)).toMatchObject({ name: 'Amina Diallo', number: '7' });
    expect(spring.assembly.view.record.roll.members.get(brunoId!)).toMatchObject({ weight: '3/2', votes: true });
  });

  test('leaves no trace of a name in the bytes of the log', async () => {
    await enrol([amina, bruno]);
    const stored = await spring.assembly.log.readBytes(0, 10);
    const text = stored.map(({ bytes }) => Buffer.from(bytes).toString('utf8')).join('\n');
    expect(text).toContain('MemberEnrolled');
    expect(text).not.toMatch(/Amina|Bruno|example\.org/);
  });

  test('keeps of a command nothing that depends on names', async () => {
    const other: Enrolment = { ...amina, name: 'Chen Wei', number: '8' };
    const [first, second] = [randomUUID(), randomUUID()];
    await enrol([amina], first);
    await enrol([other], second);
    const digests = await Promise.all([first, second].map((id) => spring.assembly.log.receiptOf(id)));
    expect(digests[0]!.commandDigest).toBe(digests[1]!.commandDigest);
  });
});

describe('a repeated command', () => {
  test('answers with the first ids and adds no names', async () => {
    const commandId = randomUUID();
    const first = await enrol([amina, bruno], commandId);
    const second = await enrol([amina, bruno], commandId);
    expect(second).toMatchObject({ repeated: true });
    expect(idsIn(second)).toEqual(idsIn(first));
    expect(spring.names()).toHaveLength(2);
  });

  test('answers so even when it overtakes the first answer', async () => {
    const commandId = randomUUID();
    const [first, second] = await Promise.all([enrol([amina], commandId), enrol([amina], commandId)]);
    expect(idsIn(second)).toEqual(idsIn(first));
    expect(onRoll()).toBe(1);
    expect(spring.names()).toEqual(['Amina Diallo']);
  });

  test('is refused when it names somebody else, or gives another weight', async () => {
    const commandId = randomUUID();
    await enrol([amina], commandId);
    expect(await enrol([{ ...amina, name: 'Chen Wei' }], commandId)).toMatchObject({
      refusal: 'CommandIdMustBeFresh',
      field: 'members[0].name',
    });
    expect(await enrol([{ ...amina, weight: '2' }], commandId)).toMatchObject({ refusal: 'CommandIdMustBeFresh' });
    expect(spring.names()).toEqual(['Amina Diallo']);
  });

  test('still answers once the person was forgotten', async () => {
    const commandId = randomUUID();
    const ids = idsIn(await enrol([amina], commandId));
    spring.assembly.names.forget(ids);
    expect(idsIn(await enrol([amina], commandId))).toEqual(ids);
    expect(spring.names()).toEqual([]);
  });
});

describe('nothing is half-written', () => {
  test.each([
    ['a bad weight', { weight: 'heavy' }, 'WeightMustBeExact', 'members[1].weight'],
    ['an unknown class', { classId: 'workers' }, 'ClassMustBeInTheCharter', 'members[1].classId'],
  ])('%s refuses everybody and forgets their names', async (_what, fault, refusal, field) => {
    expect(await enrol([amina, { ...bruno, ...fault }])).toMatchObject({ refusal, field });
    expect(onRoll()).toBe(0);
    expect(spring.names()).toEqual([]);
    expect(idsIn(await enrol([amina]))).toHaveLength(1);
  });

  test('a member number that somebody has refuses everybody', async () => {
    await enrol([amina]);
    expect(await enrol([bruno, { ...bruno, name: 'Chen Wei', number: '7' }])).toMatchObject({
      refusal: 'MemberMustNotBeOnTheRoll',
      field: 'members[1].number',
    });
    expect(spring.names()).toEqual(['Amina Diallo']);
  });

  test('when two want the same number at once, one gets it', async () => {
    const answers = await Promise.all([enrol([amina]), enrol([{ ...bruno, number: '7' }])]);
    expect(answers.filter(isRefusal)).toHaveLength(1);
    expect(onRoll()).toBe(1);
    expect(spring.names()).toEqual(['Amina Diallo']);
  });

  test('when the log cannot keep the facts, the names are forgotten', async () => {
    await enrol([bruno]);
    await spring.assembly.log.close();
    await expect(enrol([amina])).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
    expect(spring.names()).toEqual(['Bruno Keller']);
  });

  test('names left by a crash before the log was written are forgotten at the next start', async () => {
    await enrol([bruno]);
    spring.assembly.names.add([{ memberId: randomUUID(), name: 'Amina Diallo', number: '7' }]);
    forgetUnenrolled(spring.assembly);
    expect(spring.names()).toEqual(['Bruno Keller']);
  });

  test('a struck member keeps name and number', async () => {
    const [memberId = ''] = idsIn(await enrol([amina]));
    const strike = new StrikeMemberCommand(originOf(randomUUID()), { memberId, reason: 'Left the co-operative' });
    await new StrikeMemberHandler(spring.runner).execute(strike);
    forgetUnenrolled(spring.assembly);
    expect(onRoll()).toBe(0);
    expect(spring.names()).toEqual(['Amina Diallo']);
    expect(await enrol([amina])).toMatchObject({ refusal: 'MemberMustNotBeOnTheRoll', field: 'members[0].number' });
  });
});
