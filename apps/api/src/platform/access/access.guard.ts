import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext } from '@nestjs/graphql';
import { GraphQLError } from 'graphql';
import { SERVER_AUDIENCE, type Role, type Viewer } from './roles';
import { TokenRefused, Tokens } from './tokens';

/** What a request carries through the resolvers. */
export interface RequestContext {
  /** The `authorization` header, or what the socket's `connection_init` said. */
  readonly authorization?: string;
  viewer?: Viewer;
}

const ACCESS = 'plenum:access';
export type AccessRule = readonly Role[] | 'anyone' | 'founder';

/** Only bearers of one of these roles, in their own assembly. Without this mark an operation is refused to everybody. */
export const Access = (...allowed: Role[]) => SetMetadata(ACCESS, allowed);
/** Any bearer of a valid token may read. */
export const AccessForAll = () => SetMetadata(ACCESS, ['member', 'chair', 'registrar', 'teller', 'auditor', 'admin']);
/** No token needed: what is of no assembly, or brings a proof of its own. */
export const AccessForAnyone = () => SetMetadata(ACCESS, 'anyone');
/** A token for the server itself, role admin: the one operation outside every assembly. */
export const AccessForFounder = () => SetMetadata(ACCESS, 'founder');

/** The viewer of the request, as a resolver's parameter. */
export const CurrentViewer = createParamDecorator((_data: unknown, context: ExecutionContext): Viewer | undefined => {
  return GqlExecutionContext.create(context).getContext<RequestContext>().viewer;
});

/** Checked before every query, mutation and subscription: token, then role. An operation without a rule is refused. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: Tokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType<string>() !== 'graphql') return true;
    const execution = GqlExecutionContext.create(context);
    const rule = this.reflector.get<AccessRule | undefined>(ACCESS, context.getHandler());
    if (rule === 'anyone') return true;
    const request = execution.getContext<RequestContext>();
    request.viewer ??= await this.viewerOf(request.authorization);
    if (!allowed(request.viewer, rule)) throw forbidden(request.viewer, rule);
    return true;
  }

  private async viewerOf(authorization: string | undefined): Promise<Viewer> {
    const [scheme, token] = (authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || token === undefined) {
      throw denied('UNAUTHENTICATED', 'Send a bearer token: authorization: Bearer <token>.');
    }
    try {
      return await this.tokens.check(token);
    } catch (error) {
      if (error instanceof TokenRefused) throw denied(error.code, error.message);
      throw error;
    }
  }
}

function allowed(viewer: Viewer, rule: AccessRule | undefined): boolean {
  if (rule === undefined || rule === 'anyone') return false;
  if (rule === 'founder') return viewer.assemblyId === SERVER_AUDIENCE && viewer.roles.has('admin');
  const holds = (role: Role) => viewer.roles.has(role) && (role !== 'member' || viewer.memberId !== undefined);
  return viewer.assemblyId !== SERVER_AUDIENCE && rule.some(holds);
}

function forbidden(viewer: Viewer, rule: AccessRule | undefined): GraphQLError {
  const needed =
    rule === 'founder' ? 'an admin token for the server' : Array.isArray(rule) ? rule.join(' or ') : 'nobody';
  const elsewhere = viewer.assemblyId === SERVER_AUDIENCE && rule !== 'founder';
  if (elsewhere) return denied('FORBIDDEN', 'This token is for the server itself. Make one for an assembly.');
  return denied('FORBIDDEN', `Your token does not allow this. It needs the role: ${needed}.`);
}

function denied(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
