import { rankedBallots } from './counting-rules/profile.contract';
import { election } from './election';
import { recount, rulesThatFit } from './recount';

const CAPITALS = ['memphis', 'nashville', 'chattanooga', 'knoxville'];
const TENNESSEE =
  '42 memphis>nashville>chattanooga>knoxville, 26 nashville>chattanooga>knoxville>memphis, 15 chattanooga>knoxville>nashville>memphis, 17 knoxville>chattanooga>nashville>memphis';

describe('a recount for the minutes', () => {
  const given = election({
    options: CAPITALS,
    rule: 'schulze',
    ruleOptions: { strength: 'margins' },
    profile: rankedBallots(TENNESSEE),
  });

  it('says who would have won under every rule that can read the same ballots', () => {
    const winners = Object.entries(recount(given)).map(([rule, { winners }]) => [rule, ...winners]);
    expect(winners).toEqual([
      ['schulze', 'nashville'],
      ['borda', 'nashville'],
      ['copeland', 'nashville'],
      ['minimax', 'nashville'],
      ['irv', 'knoxville'],
      ['ranked-pairs', 'nashville'],
      ['stv', 'knoxville'],
    ]);
  });

  it('leaves out rules that cannot fill as many seats', () => {
    expect(rulesThatFit({ ...given, seats: 2 })).not.toContain('irv');
    expect(rulesThatFit(election({ options: ['yes', 'no'], rule: 'majority' }))).toEqual(['majority']);
  });
});
