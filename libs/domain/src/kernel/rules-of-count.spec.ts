import { choiceFault, optionsFault, termsFault } from './rules-of-count';

describe('What a policy says about counting', () => {
  const schulze = { rule: 'schulze', ruleOptions: { strength: 'margins' } } as const;

  test('an option that the rule knows is accepted, one that it does not know is named', () => {
    expect(termsFault(schulze)).toBeUndefined();
    expect(termsFault({ rule: 'majority', ruleOptions: { strength: 'margins' } })).toEqual({
      path: 'ruleOptions.strength',
      reason: 'is not known to the rule majority',
    });
  });

  test('a rule that is not on the shelf is named', () => {
    expect(termsFault({ rule: 'loudest-voice' })?.reason).toMatch(/no counting rule "loudest-voice"/);
  });

  test('a proposal among three drafts fits a ranking rule and not a yes/no rule', () => {
    const drafts = ['oak', 'ash', 'elm'];
    expect(optionsFault(schulze, drafts)).toBeUndefined();
    expect(optionsFault({ rule: 'majority' }, drafts)).toMatch(/must be \["yes", "no"\]/);
  });

  test('no options, an empty one, and one that stands twice are refused', () => {
    expect(optionsFault(schulze, [])).toMatch(/needs options/);
    expect(optionsFault(schulze, ['oak', ''])).toMatch(/empty/);
    expect(optionsFault(schulze, ['oak', 'oak'])).toMatch(/stands twice/);
  });

  test('more seats than options are refused before anybody votes', () => {
    expect(optionsFault({ rule: 'stv', seats: 3 }, ['oak', 'ash'])).toMatch(/seats/);
    expect(optionsFault({ rule: 'stv', seats: 2 }, ['oak', 'ash'])).toBeUndefined();
  });

  test('a ballot is read by the rule, with the options of the policy', () => {
    expect(choiceFault(schulze, ['oak', 'ash'], [['oak'], ['ash']])).toBeUndefined();
    expect(choiceFault(schulze, ['oak', 'ash'], [['pine']])?.path).toBe('[0][0]');
    const score = { rule: 'score', ruleOptions: { maxScore: 3 } } as const;
    expect(choiceFault(score, ['oak', 'ash'], { oak: 3 })).toBeUndefined();
    expect(choiceFault(score, ['oak', 'ash'], { oak: 4 })).toBeDefined();
    expect(choiceFault(score, ['oak', 'ash'], 'abstain')).toBeUndefined();
  });
});
