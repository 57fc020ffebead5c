import type { Charter } from '@plenum/domain';
import { presetCalled, presets } from '../server/server-parts';
import { type } from '../typed.fixture';

describe('plenum preset', () => {
  it('lists every preset with what it is for', async () => {
    const { exitCode, out } = await type(['preset']);
    expect(exitCode).toBe(0);
    for (const { name, title, summary } of presets) {
      expect(out).toMatch(new RegExp(`^${name} +${title}$`, 'm'));
      expect(out).toContain(summary);
    }
  });

  it('prints a charter to keep in a file, and nothing else', async () => {
    const { out, err } = await type(['preset', 'somerset']);
    const charter = JSON.parse(out) as Charter;
    expect(err).toBe('');
    expect(charter).toEqual(presetCalled('somerset')!.charter);
    expect(charter.classes.map(({ id }) => id)).toEqual(['workers', 'clients']);
  });

  it('prints a request that founds an assembly, under a new command id each time', async () => {
    const found = async () => JSON.parse((await type(['preset', 'loomio', '--found', 'Our choir'])).out);
    const { query, variables } = await found();
    expect(query).toContain('foundAssembly(input: $input)');
    expect(variables.input).toMatchObject({ name: 'Our choir', charter: { areas: [] } });
    expect(variables.input.commandId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect((await found()).variables.input.commandId).not.toBe(variables.input.commandId);
  });

  it.each([
    ['PRESET_UNKNOWN', ['preset', 'parliament']],
    ['PRESET_MISSING', ['preset', '--found', 'Our choir']],
  ])('%s is wrong use', async (code, args) => {
    const { exitCode, out, err } = await type(args);
    expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' });
    expect(err).toMatch(new RegExp(`^${code}: `));
  });
});
