import * as fc from 'fast-check';
import { Fraction, parseFraction, printFraction } from './fraction';

describe('an exact number', () => {
  it.each([
    ['3', '3'],
    ['0', '0'],
    ['007', '7'],
    ['0.50', '1/2'],
    ['22/30', '11/15'],
    ['6/3', '2'],
    ['-1/2', '-1/2'],
    ['1000000000000000000', '1000000000000000000'],
  ])('reads %s and prints %s', (text, printed) => {
    expect(printFraction(parseFraction(text)!)).toBe(printed);
  });

  it.each([
    '',
    ' 1',
    '1 ',
    '1/0',
    '1/-2',
    '.5',
    '5.',
    '1e3',
    '+1',
    'NaN',
    'Infinity',
    '0x10',
    '1,5',
    '1/2/3',
    '1.5/2',
    '١',
    '1'.repeat(101),
  ])('refuses "%s"', (text) => {
    expect(parseFraction(text)).toBeUndefined();
  });

  it('never becomes a floating point number', () => {
    expect(() => Number(Fraction.ONE)).toThrow('used as a number');
    expect(() => (Fraction.ONE as unknown as number) + 1).toThrow('used as a number');
  });

  it('adds three thirds to 1', () => {
    const third = Fraction.of(1, 3);
    expect(Fraction.sum([third, third, third])).toEqual(Fraction.ONE);
  });
});

describe('arithmetic', () => {
  const fractions = fc
    .tuple(fc.bigInt({ min: -1000n, max: 1000n }), fc.bigInt({ min: 1n, max: 1000n }))
    .map(([n, d]) => Fraction.of(n, d));

  it('undoes itself, keeps lowest terms and orders as the cross products do', () => {
    fc.assert(
      fc.property(fractions, fractions, (a, b) => {
        expect(a.plus(b).minus(b)).toEqual(a);
        if (!b.isZero()) expect(a.times(b).over(b)).toEqual(a);
        expect(parseFraction(a.plus(b).toString())).toEqual(a.plus(b));
        expect(Math.sign(Number(a.n * b.d - b.n * a.d))).toBe(a.compare(b));
        const whole = Fraction.of(a.floor());
        expect(whole.compare(a) <= 0 && whole.plus(Fraction.ONE).compare(a) > 0).toBe(true);
      }),
    );
  });
});
