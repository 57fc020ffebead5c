import assembly from '../../../../../presets/assembly.json';
import bettermeans from '../../../../../presets/bettermeans.json';
import fairshares from '../../../../../presets/fairshares.json';
import liquidfeedback from '../../../../../presets/liquidfeedback.json';
import loomio from '../../../../../presets/loomio.json';
import oneClick from '../../../../../presets/one-click.json';
import somerset from '../../../../../presets/somerset.json';

/** Rules of procedure that people know, ready to be adopted and changed. */
export interface Preset {
  /** That of its file and its page, such as `one-click`. */
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  /** A whole charter, as docs/events/CharterAdopted.json describes it. */
  readonly charter: unknown;
}

/** All presets, by name. */
export const presets: readonly Preset[] = [
  { name: 'assembly', ...assembly },
  { name: 'bettermeans', ...bettermeans },
  { name: 'fairshares', ...fairshares },
  { name: 'liquidfeedback', ...liquidfeedback },
  { name: 'loomio', ...loomio },
  { name: 'one-click', ...oneClick },
  { name: 'somerset', ...somerset },
];

export function presetCalled(name: string): Preset | undefined {
  return presets.find((preset) => preset.name === name);
}
