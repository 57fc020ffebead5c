import { catalogue, type EventType } from '@plenum/domain';
import { Type } from '@sinclair/typebox';
import { openObjects, personalFields } from './personal-data';

const planted = (data: EventType['data']): readonly EventType[] => [
  { type: 'GuestInvited', version: 1, meaning: '', data },
];
const closed = { additionalProperties: false };

describe('no personal data in the log', () => {
  it('holds', () => {
    expect(personalFields(catalogue)).toEqual([]);
    expect(openObjects(catalogue)).toEqual([]);
  });

  it.each([
    'name',
    'fullName',
    'displayName',
    'surname',
    'email',
    'contactEmail',
    'e-mail',
    'phone',
    'mobileNumber',
    'address',
    'ip',
    'ipAddress',
    'birthday',
    'iban',
    'photo',
  ])('notices a field "%s"', (name) => {
    expect(personalFields(planted(Type.Object({ [name]: Type.String() }, closed)))).toEqual([`GuestInvited.${name}`]);
  });

  it('notices one inside a list, a choice or an object', () => {
    const guest = Type.Object({ email: Type.String() }, closed);
    const data = Type.Object(
      { guests: Type.Array(guest), host: Type.Union([Type.String(), guest]), first: Type.Object({ guest }, closed) },
      closed,
    );
    expect(personalFields(planted(data))).toEqual([
      'GuestInvited.guests[].email',
      'GuestInvited.host.email',
      'GuestInvited.first.guest.email',
    ]);
  });

  it.each(['memberId', 'participants', 'strip', 'description', 'filename', 'title'])('lets "%s" be', (name) => {
    expect(personalFields(planted(Type.Object({ [name]: Type.String() }, closed)))).toEqual([]);
  });

  it('does not let another event have the name an assembly has', () => {
    expect(
      personalFields(planted(Type.Object({ charter: Type.Object({ name: Type.String() }, closed) }, closed))),
    ).toEqual(['GuestInvited.charter.name']);
  });

  it('notices an object that takes any further field', () => {
    const data = Type.Object({ seats: Type.Array(Type.Object({ row: Type.Integer() })) }, closed);
    expect(openObjects(planted(data))).toEqual(['GuestInvited.seats[]']);
    expect(openObjects(planted(Type.Object({})))).toEqual(['GuestInvited']);
  });
});
