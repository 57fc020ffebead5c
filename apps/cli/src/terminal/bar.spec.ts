import { bar, fit, markAt } from './bar';

describe('a bar', () => {
  it.each([
    [0, ''],
    [1, '████████'],
    [1 / 2, '████'],
    [1 / 64, '▏'],
    [11 / 64, '█▍'],
    [-1, ''],
    [7, '████████'],
    [Number.NaN, ''],
  ])('of %p of eight characters is "%s"', (share, drawn) => {
    expect(bar(share, 8)).toBe(drawn);
  });
});

describe('a mark', () => {
  it.each([
    [0, 0],
    [1 / 5, 2],
    [1, 9],
    [2, 9],
  ])('at %p of ten characters stands at %p', (share, at) => {
    expect(markAt(share, 10)).toBe(at);
  });
});

describe('fitted text', () => {
  it.each([
    ['Núria', 7, 'Núria  '],
    ['Núria', 5, 'Núria'],
    ['Núria', 4, 'Núr…'],
    ['Núria', 1, '…'],
    ['Núria', 0, ''],
    ['𝄞𝄞𝄞', 2, '𝄞…'],
  ])('"%s" in %p characters is "%s"', (text, width, fitted) => {
    expect(fit(text, width)).toBe(fitted);
  });
});
