import { shown } from '@plenum/event-log';

/** Characters that turn the direction of what follows them, by which a name could be read as another. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

/** Text of an untrusted log, fit to stand in HTML and in attributes. */
export function safe(text: string): string {
  return shown(text)
    .replace(TURNING, '\ufffd')
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Names and values, as a list of descriptions; values are markup. */
export function listOf(lines: readonly (readonly [name: string, value: string])[]): string {
  return `<dl>${lines.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('\n')}</dl>`;
}

/** Ids, hashes and paths. */
export function mono(text: string): string {
  return `<span class="mono">${safe(text)}</span>`;
}
