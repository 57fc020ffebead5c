"""Ed25519 as RFC 8032 section 5.1 writes it: verifying only. A verifier holds no secret, so nothing here needs constant time."""

from hashlib import sha512

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)

# A point is (X, Y, Z, T) with x = X/Z, y = Y/Z, x*y = T/Z: no division until two points are compared.
Point = tuple[int, int, int, int]
NEUTRAL: Point = (0, 1, 1, 0)


def add(one: Point, other: Point) -> Point:
    """Section 5.1.4; it serves for doubling too."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(factor: int, point: Point) -> Point:
    result = NEUTRAL
    while factor > 0:
        if factor & 1:
            result = add(result, point)
        point = add(point, point)
        factor >>= 1
    return result


def same(one: Point, other: Point) -> bool:
    return (one[0] * other[2] - other[0] * one[2]) % P == 0 and (one[1] * other[2] - other[1] * one[2]) % P == 0


def x_of(y: int, odd: int) -> int | None:
    """The x that belongs to y and has this lowest bit: section 5.1.3, steps 2 to 4."""
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if odd else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P != 0:
        x = x * SQRT_OF_MINUS_ONE % P
    if (x * x - square) % P != 0:
        return None
    return P - x if x & 1 != odd else x


def point_of(encoded: bytes) -> Point | None:
    number = int.from_bytes(encoded, "little")
    y = number & ((1 << 255) - 1)
    if len(encoded) != 32 or y >= P:
        return None
    x = x_of(y, number >> 255)
    return None if x is None else (x, y, 1, x * y % P)


GENERATOR_Y = 4 * pow(5, P - 2, P) % P
GENERATOR_X = x_of(GENERATOR_Y, 0)
assert GENERATOR_X is not None
GENERATOR: Point = (GENERATOR_X, GENERATOR_Y, 1, GENERATOR_X * GENERATOR_Y % P)


def verifies(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether this key signed this message: section 5.1.7. Anything malformed is simply no signature."""
    if len(signature) != 64:
        return False
    key, commitment = point_of(public_key), point_of(signature[:32])
    answer = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or answer >= ORDER:
        return False
    challenge = int.from_bytes(sha512(signature[:32] + public_key + message).digest(), "little") % ORDER
    return same(times(answer, GENERATOR), add(commitment, times(challenge, key)))
