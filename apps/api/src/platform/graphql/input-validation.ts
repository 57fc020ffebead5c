import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  ValidationPipe,
  type ValidationError,
} from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { refuse } from '@plenum/domain';
import { GraphQLError } from 'graphql';
import { catchError, of, throwError, type Observable } from 'rxjs';

/** class-validator found an input field that does not have the form it must have. */
class InvalidInput extends Error {
  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

function firstFault(errors: readonly ValidationError[], path = ''): InvalidInput {
  const [first] = errors;
  const name = first?.property ?? '';
  const field = /^\d+$/.test(name) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`;
  if (first?.children?.length) return firstFault(first.children, field);
  return new InvalidInput(field, Object.values(first?.constraints ?? {})[0] ?? 'not valid');
}

export const inputValidation = () =>
  new ValidationPipe({ transform: true, exceptionFactory: (errors) => firstFault(errors) });

/** Invalid input of a mutation is answered as the typed refusal `InputMustBeValid`; of a query, as an error with a code. */
@Injectable()
export class InvalidInputInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      catchError((error: unknown) => {
        if (!(error instanceof InvalidInput)) return throwError(() => error);
        const info = GqlExecutionContext.create(context).getInfo<{ parentType: { name: string } }>();
        if (info.parentType.name === 'Mutation') return of(refuse('InputMustBeValid', error.field, error.message));
        return throwError(
          () => new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT', field: error.field } }),
        );
      }),
    );
  }
}
