import { figure } from './figure';

describe('a figure in the minutes', () => {
  it.each([
    ['64', 'en-GB', '64'],
    ['232/5', 'en-GB', '46.4'],
    ['232/5', 'ca-ES', '46,4'],
    ['1/8', 'es-ES', '0,125'],
    ['11/15', 'en-GB', '11/15'],
    ['1/128', 'en-GB', '1/128'],
    ['123456789012345678901/2', 'en-GB', '61728394506172839450.5'],
  ])('%s in %s is %s', (exact, locale, shown) => {
    expect(figure(exact, locale)).toBe(shown);
  });
});
