/** An environment variable says what cannot be done. */
export class BadSetting extends Error {
  override readonly name = 'BadSetting';
  readonly code = 'BAD_SETTING';
  readonly advice = 'Correct the environment variable and start again.';
}
