import { markdown } from './html-page';
import { plain, quoted, table } from './markdown-text';

/** Alone on its line, where Markdown reads the most into it. */
const shown = (text: string) => markdown.render(`Before\n${plain(text)}\n`).match(/^<p>Before\n([^]*)<\/p>\n$/)?.[1];

describe("somebody's words in Markdown", () => {
  it.each([
    ['# Not a heading', '# Not a heading'],
    ['2 * 3 * 4 _and_ `code`', '2 * 3 * 4 _and_ `code`'],
    ['[a link](https://example.org)', '[a link](https://example.org)'],
    ['| a | table |', '| a | table |'],
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['<b onclick="x">&amp;', '&lt;b onclick=&quot;x&quot;&gt;&amp;amp;'],
    ['1. Not a list', '1. Not a list'],
    ['- Nor this', '- Nor this'],
    ['=== nor a heading', '=== nor a heading'],
    ['L’assemblea decideix: col·laboració, ñandú', 'L’assemblea decideix: col·laboració, ñandú'],
  ])('%s is shown as it is written', (text, html) => {
    expect(shown(text)).toBe(html);
  });

  it('keep their lines in a quotation, and cannot leave it', () => {
    const html = markdown.render(`${quoted('One\n\n# Two\n- three\n<img src=x onerror=y>')}\n`);
    expect(html).not.toMatch(/<h1|<li|<img/);
    expect(html.match(/<blockquote>/g)).toHaveLength(1);
    expect(html).toContain('&lt;img src=x onerror=y&gt;');
  });

  it('cannot add a cell to a table', () => {
    const html = markdown.render(table(['Name', 'x'], [[plain('Ada | 5'), '1']]));
    expect(html.match(/<td/g)).toHaveLength(2);
    expect(html).toContain('Ada | 5');
  });
});
