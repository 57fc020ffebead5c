import { harmonicOrder } from './harmonic-order';

const text = (id: string, ...supporters: string[]) => ({ id, supporters: new Set(supporters) });
const ordered = (...texts: ReturnType<typeof text>[]) =>
  harmonicOrder(texts).map(({ id, weight }) => `${id} ${weight}`);

describe('harmonic order of competing texts', () => {
  it('is by support where nobody supports two', () => {
    expect(ordered(text('pump', 'ada'), text('well', 'bo', 'cleo'))).toEqual(['well 2', 'pump 1']);
  });

  it('gives the copies of one group 1, 1/2 and 1/3 of it, so that a smaller group still finds its place', () => {
    const six = ['ada', 'bo', 'cleo', 'dan', 'eva', 'fin'];
    expect(
      ordered(text('a', ...six), text('b', ...six), text('c', ...six), text('d', 'gil', 'hal', 'ida', 'jo')),
    ).toEqual(['a 6', 'd 4', 'b 3', 'c 2']);
  });

  it('puts of two with equal support the one offered later behind', () => {
    expect(ordered(text('first', 'ada'), text('second', 'bo'))).toEqual(['first 1', 'second 1']);
  });

  it('lists what nobody supports last, and nothing for nothing', () => {
    expect(ordered(text('lonely'), text('liked', 'ada'))).toEqual(['liked 1', 'lonely 0']);
    expect(ordered()).toEqual([]);
  });
});
