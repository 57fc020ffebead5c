import { BadEventStoreUrl, endpointsOf } from './endpoints';

describe('a connection string', () => {
  it.each([
    ['esdb://localhost:2113?tls=false', { hosts: ['localhost:2113'], tls: false, credentials: undefined }],
    ['esdb://localhost?tls=false', { hosts: ['localhost:2113'] }],
    [
      'esdb://plenum:p%40ss%3Aw@one:1,two:2,three?tlsCAFile=%2Fetc%2Fca.crt',
      {
        hosts: ['one:1', 'two:2', 'three:2113'],
        tls: true,
        credentials: { username: 'plenum', password: 'p@ss:w' },
        caFile: '/etc/ca.crt',
      },
    ],
    ['esdb+discover://plenum:x@cluster.example.org/?nodePreference=Leader', { hosts: ['cluster.example.org:2113'] }],
  ])('%s is understood', (url, endpoints) => {
    expect(endpointsOf(url)).toMatchObject(endpoints);
  });

  it.each([
    ['http://localhost:2113', 'of the form'],
    ['esdb://', 'of the form'],
    ['kurrentdb://localhost:2113?tls=false', 'of the form'],
    ['esdb://localhost:2113', 'a user and a password'],
    ['esdb://plenum:s3cret@localhost?throwOnAppendFailure=false', 'hide failed appends'],
    ['esdb://plenum:s3cret@localhost?nodePreference=follower', 'may be behind'],
  ])('%s is refused, and its password not repeated', (url, reason) => {
    const parse = () => endpointsOf(url);

    expect(parse).toThrow(BadEventStoreUrl);
    expect(parse).toThrow(reason);
    expect(parse).not.toThrow('s3cret');
  });
});
