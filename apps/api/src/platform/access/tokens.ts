import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT, errors, jwtVerify, type JWTPayload } from 'jose';
import { namingFile } from '../storage';
import { writeOnce } from '../write-once';
import { isRole, type Role, type Viewer } from './roles';

const ISSUER = 'plenum';
const KEY_BYTES = 32;
const REMEMBERED_TOKENS = 10_000;

/** The subject of a token is a member id, or an office that no member holds, such as `role:registrar`. */
const OFFICE = 'role:';

export interface TokenGrant {
  readonly assemblyId: string;
  readonly roles: readonly Role[];
  readonly memberId?: string;
  /** Seconds from now. */
  readonly lifetimeSeconds: number;
}

/** The token cannot be accepted; `code` says why in the form clients match on. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  constructor(
    readonly code: 'TOKEN_EXPIRED' | 'TOKEN_INVALID',
    message: string,
  ) {
    super(message);
  }
}

/** Issues and checks bearer tokens (JWT, RFC 7519; HS256) with a key that lives in the data folder and nowhere else. */
export class Tokens {
  private readonly known = new Map<string, Viewer>();

  private constructor(
    private readonly key: Uint8Array,
    private readonly now: () => Date,
  ) {}

  /** Reads the key of this data folder, or makes one that only its owner can read. */
  static in(dataDir: string, now: () => Date = () => new Date()): Tokens {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const file = join(dataDir, 'token.key');
    const key = namingFile(file, () => {
      if (!existsSync(file)) writeOnce(file, randomBytes(KEY_BYTES).toString('base64url'));
      return readFileSync(file, 'utf8').trim();
    });
    return new Tokens(Buffer.from(key, 'base64url'), now);
  }

  async issue({ assemblyId, roles, memberId, lifetimeSeconds }: TokenGrant): Promise<string> {
    const issuedAt = Math.floor(this.now().getTime() / 1000);
    return new SignJWT({ roles: [...roles] })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(assemblyId)
      .setSubject(memberId ?? `${OFFICE}${roles[0] ?? 'none'}`)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + lifetimeSeconds)
      .sign(this.key);
  }

  /** Throws `TokenRefused`. A token that was checked before is checked again for its date only. */
  async check(token: string): Promise<Viewer> {
    const known = this.known.get(token);
    if (known !== undefined) return this.stillValid(known, token);
    const viewer = viewerFrom(await this.verified(token));
    if (this.known.size >= REMEMBERED_TOKENS) this.known.clear();
    this.known.set(token, viewer);
    return viewer;
  }

  /** Throws `TokenRefused` once the viewer's token has run out; asked again before each delivery of a subscription. */
  stillValid(viewer: Viewer, token = ''): Viewer {
    if (viewer.expiresAt * 1000 > this.now().getTime()) return viewer;
    this.known.delete(token);
    throw new TokenRefused('TOKEN_EXPIRED', 'This token has expired. Ask for a new one.');
  }

  private async verified(token: string): Promise<JWTPayload> {
    try {
      const options = {
        issuer: ISSUER,
        algorithms: ['HS256'],
        currentDate: this.now(),
        requiredClaims: ['exp', 'aud', 'sub'],
      };
      return (await jwtVerify(token, this.key, options)).payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired)
        throw new TokenRefused('TOKEN_EXPIRED', 'This token has expired. Ask for a new one.');
      throw new TokenRefused('TOKEN_INVALID', 'This token was not issued by this server, or it was changed.');
    }
  }
}

function viewerFrom(payload: JWTPayload): Viewer {
  const { aud, sub, exp, roles } = payload;
  if (typeof aud !== 'string' || sub === undefined || exp === undefined || !Array.isArray(roles)) {
    throw new TokenRefused('TOKEN_INVALID', 'This token does not say for which assembly and roles it is.');
  }
  const granted = new Set(roles.filter((role): role is Role => typeof role === 'string' && isRole(role)));
  const memberId = sub.startsWith(OFFICE) ? {} : { memberId: sub };
  return { assemblyId: aud, actor: sub, roles: granted, expiresAt: exp, ...memberId };
}
