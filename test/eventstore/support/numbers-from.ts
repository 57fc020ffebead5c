/** Whole numbers below a bound, in an order that the seed decides (the generator of Lehmer with Park and Miller's constants). */
export function numbersFrom(seed: number): (below: number) => number {
  let state = (seed * 2_654_435_761) % 2_147_483_647 || 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * below);
  };
}
