import MarkdownIt from 'markdown-it';
import type { Phrases } from './phrases/phrases';

/** HTML in the text stays text, and nothing becomes a link by itself. */
export const markdown = new MarkdownIt({ html: false, linkify: false });

const STYLE = `
  body { font: 1rem/1.5 Georgia, 'DejaVu Serif', serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
  h1, h2 { font-family: system-ui, 'DejaVu Sans', sans-serif; line-height: 1.2; }
  h2 { margin-top: 2rem; border-bottom: 1px solid #ccc; }
  table { border-collapse: collapse; margin: 1rem 0; }
  th, td { padding: 0.2rem 0.8rem; border-bottom: 1px solid #ddd; }
  blockquote { margin: 1rem 0; padding: 0.1rem 1rem; border-left: 4px solid #bbb; background: #f7f7f5; }
  code { overflow-wrap: anywhere; font-size: 0.85em; }`;

/** One page that needs nothing else: no script, no font or picture from elsewhere. */
export function htmlPage(text: string, title: string, { locale }: Phrases): string {
  const { escapeHtml } = markdown.utils;
  return [
    '<!doctype html>',
    `<html lang="${escapeHtml(locale)}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>`,
    `<style>${STYLE}\n</style></head>`,
    `<body>\n${markdown.render(text)}</body>`,
    '</html>',
    '',
  ].join('\n');
}
