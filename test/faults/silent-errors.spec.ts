import { Logger } from '@nestjs/common';
import { GraphQLError } from 'graphql';
import { Fault } from '@plenum/domain';
import { formatErrors } from '../../apps/api/src/platform/graphql/error-format';

describe('a fault of ours, while a secret is in its words', () => {
  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(['error', 'warn']));

  it.each([
    ['an assertion', new Fault('Ada voted yes, 17 to 3 so far')],
    ['what a library threw', new TypeError('cannot read "yes" of Ada')],
    ['no error at all', 'Ada voted yes'],
  ])('says nothing of it to the caller: %s', (_what, thrown) => {
    const error = new GraphQLError('Ada voted yes', { originalError: thrown as Error, path: ['tally'] });
    const told = formatErrors(error);
    expect(told).toEqual([expect.objectContaining({ extensions: { code: 'FAULT' } })]);
    expect(JSON.stringify(told)).not.toMatch(/Ada|yes|17/);
  });
});
