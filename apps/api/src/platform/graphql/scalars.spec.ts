import { Exact, Instant } from './scalars';

describe('a moment', () => {
  it('is read with milliseconds or without, and means the same', () => {
    expect(Instant.parseValue('2026-12-01T18:00:00.000Z')).toBe('2026-12-01T18:00:00.000Z');
    expect(Instant.parseValue('2026-12-01T18:00:00Z')).toBe('2026-12-01T18:00:00.000Z');
    expect(Instant.parseValue('2028-02-29T00:00:00Z')).toBe('2028-02-29T00:00:00.000Z');
  });

  it.each([
    '',
    '2026-12-01',
    '2026-12-01T18:00Z',
    '2026-12-01T18:00:00',
    '2026-12-01T18:00:00+01:00',
    '2026-02-30T00:00:00.000Z',
    7,
  ])('is not %p', (value) => {
    expect(() => Instant.parseValue(value)).toThrow('Instant must be text such as "2026-12-01T18:00:00.000Z"');
  });
});

describe('an exact number', () => {
  it.each(['1', '-3', '0.25', '11/15'])('can be %s', (text) => expect(Exact.parseValue(text)).toBe(text));

  it.each(['', '1e3', '.5', '1/', 0.5])('is not %p', (value) => {
    expect(() => Exact.parseValue(value)).toThrow('Exact must be text such as "3/2"');
  });
});
