/** How many ways there are to choose `seats` of `size`, or Infinity once that passes `limit`. */
export function committeesUpTo(limit: number, size: number, seats: number): number {
  let ways = 1;
  for (let chosen = 0; chosen < Math.min(seats, size - seats); chosen++) {
    ways = (ways * (size - chosen)) / (chosen + 1);
    if (ways > limit) return Infinity;
  }
  return ways;
}

/** Every way to choose `seats` of `size`, as ascending indexes, in order. */
export function* committees(size: number, seats: number): Generator<readonly number[]> {
  const chosen = Array.from({ length: seats }, (_, place) => place);
  for (;;) {
    yield [...chosen];
    let place = seats - 1;
    while (place >= 0 && chosen[place] === size - seats + place) place--;
    if (place < 0) return;
    chosen[place]!++;
    for (let after = place + 1; after < seats; after++) chosen[after] = chosen[after - 1]! + 1;
  }
}
