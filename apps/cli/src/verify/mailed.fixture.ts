import { createTransport, type SendMailOptions } from 'nodemailer';

/** What came of a text, at once or later. */
type Way = (text: string) => string | Buffer | Promise<string>;

/** What mail and its programs make of a receipt on its way. Each says nothing else than the receipt did. For specs. */
export const MAILED: readonly (readonly [string, Way])[] = [
  ['quoted', (text) => lines(text, (line) => `> ${line}`)],
  ['quoted twice', (text) => lines(text, (line) => `>> ${line}`)],
  ['quoted by two programs', (text) => lines(text, (line) => (line === '' ? '>' : `> >${line}`))],
  ['with blanks after each line', (text) => lines(text, (line) => `${line}  `)],
  ['with blanks before each line', (text) => lines(text, (line) => `    ${line}`)],
  ['with non-breaking spaces', (text) => text.replaceAll(' ', '\u00a0')],
  ['with non-breaking spaces as a page writes them', (text) => text.replaceAll(' ', '&nbsp;')],
  ['folded at 76', (text) => folded(text, 76)],
  ['folded at 60, and quoted', (text) => lines(folded(text, 60), (line) => `> ${line}`)],
  ['folded between words', (text) => text.replaceAll(' ', ' \n')],
  ['cut into lines of 998', (text) => folded(text, 998)],
  ['run together', (text) => text.replaceAll('\n', ' ')],
  ['without its empty lines', (text) => text.replaceAll('\n\n', '\n')],
  ['with an empty line after each', (text) => text.replaceAll('\n', '\n\n')],
  ['with a greeting', (text) => `Hola Ona,\n\ncom vaig dir: aquí el tens.\n\n${text}`],
  ['with a signature', (text) => `${text}\n-- \nAina Roca\nCooperativa\n`],
  ['with a signature right below', (text) => `${text}Aina\n`],
  ['with a signature after a dash', (text) => `${text}\n— Aina Roca\n`],
  ['with line ends of another system and a greeting', (text) => `Look:\r\n${text.replaceAll('\n', '\r\n')}Aina\r\n`],
  [
    'answered',
    (text) =>
      `That is odd, see below.\n\nOna\n\nOn 24 Nov 2026 Aina Roca <aina@example.org> wrote:\n${lines(text, (line) => `> ${line}`)}`,
  ],
  ['answered with the whole once more', (text) => `${text}\nAina wrote:\n${lines(text, (line) => `> ${line}`)}`],
  ['with links that Outlook put in', (text) => text.replace('@v1', '@v1<http://c2sp.org/tlog-proof@v1>')],
  ['with a dash that is none', (text) => text.replace('\n— ', '\n-- ')],
  ['with a dash that could not be written', (text) => text.replace('\n— ', '\n? ')],
  ['with a dash read in another coding', (text) => text.replace('\n— ', '\nâ€” ')],
  ['in the letters of an old Windows', (text) => Buffer.from(`Aquí:\n${text.replaceAll('—', '\u0097')}`, 'latin1')],
  ['with marks that nobody sees', (text) => text.replaceAll('=\n', '=\u200b\n').replaceAll('index', '\u00adindex')],
  ['with its first line made an address', (text) => `https://${text}`],
  ['as zbarimg prints it without --raw', (text) => `QR-Code:${text}`],
  ['with the line ends of an old Mac', (text) => text.replaceAll('\n', '\r')],
  ['with its dash by number', (text) => `<pre>${text.replace('—', '&#x2014;')}</pre>`],
  ['between back quotes', (text) => `\`\`\`\n${text}\`\`\`\n`],
  ['as a page', (text) => `<html><body><p>Look:</p><div>${text.replaceAll('\n', '</div>\n<div>')}</div></body></html>`],
  ['as a saved message in quoted-printable', (text) => message({ text: `Aquí:\n\n${text}\nAina` })],
  ['as a saved message in base64', (text) => message({ text: `Aquí:\n\n${text}\nAina`, textEncoding: 'base64' })],
  [
    'as a saved message with a page beside it',
    (text) => message({ text, html: `<p>Aquí:</p><pre>${text.replaceAll('\n', '<br>\n')}</pre>` }),
  ],
  [
    'as a saved message with the file',
    (text) => message({ text: 'Aquí.', attachments: [{ filename: 'my.tlog-proof', content: text }] }),
  ],
  ['out of the source of a message', async (text) => (await message({ text })).replace(/^[^]*?\n\n/, '')],
  ['with its line ends spelled out', (text) => `It says ${text.replaceAll('\n', '\\n')} and no more`],
  ['as one half of a JSON answer', (text) => JSON.stringify({ text }).slice(0, -1)],
];

function lines(text: string, change: (line: string) => string): string {
  return `${text.trimEnd().split('\n').map(change).join('\n')}\n`;
}

function folded(text: string, width: number): string {
  return text.replace(new RegExp(`[^\\n]{${width}}(?!\\n)`, 'g'), '$&\n');
}

/** A whole message, as a mail program writes it. */
async function message(what: SendMailOptions): Promise<string> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  const sent = await transport.sendMail({ from: 'aina@example.org', to: 'ona@example.org', ...what });
  return sent.message.toString();
}
