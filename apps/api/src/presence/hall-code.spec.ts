import { hallCodeDigest, newHallCode, ticketFor } from './hall-code';

const door = { assemblyId: 'a', meetingId: 'winter', memberId: 'ada' };

describe('a hall code', () => {
  it('is twelve characters that nobody reads for another, each time others', () => {
    const codes = Array.from({ length: 500 }, newHallCode);
    expect(new Set(codes).size).toBe(500);
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    const characters = new Set(codes.join(''));
    expect(characters.size).toBe(32 + 1);
  });

  it('is the same however a member types it', () => {
    const digest = hallCodeDigest(door, '7K2M-Q0XD-11TB');
    for (const typed of ['7k2mq0xd11tb', ' 7K2M Q0XD 11TB ', '7K2M-QOXD-IlTB', '7k2m–qoxd–LiTB']) {
      expect(hallCodeDigest(door, typed)).toBe(digest);
    }
  });

  it('says something else for every member and every meeting', () => {
    const digests = [door, { ...door, memberId: 'bo' }, { ...door, meetingId: 'spring' }].map((one) =>
      hallCodeDigest(one, '7K2M-Q0XD-11TB'),
    );
    expect(new Set(digests).size).toBe(3);
    expect(hallCodeDigest(door, '7K2M-Q0XD-11TC')).not.toBe(digests[0]);
  });

  it('is scanned with all that a phone needs', () => {
    const [scheme, query] = ticketFor(door, '7K2M-Q0XD-11TB').split('?') as [string, string];
    expect(scheme).toBe('plenum:check-in');
    const parts = new URLSearchParams(query);
    expect([...parts.keys()]).toEqual(['assembly', 'meeting', 'member', 'code']);
    expect(Buffer.from(parts.get('member')!, 'base64url').toString()).toBe('Member:ada');
    expect(parts.get('code')).toBe('7K2M-Q0XD-11TB');
  });
});
