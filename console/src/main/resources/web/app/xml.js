// XML in lines to look at, as nodes; and as text to mend. Never parsed into anything that is shown as markup.

import { el } from './dom.js';

const TOKEN = /<\?[^]*?\?>|<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\/?[^>]+>|[^<]+/g;
const MOST_LINES = 4000;

/** The message in lines: one an element, its text beside it when that is all it holds. What is not well-formed comes out as it is. */
export function prettyLines(xml) {
  const tokens = (xml.match(TOKEN) ?? []).filter((token) => token.trim() !== '');
  const lines = [];
  let depth = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    const indent = '  '.repeat(Math.max(0, Math.min(depth, 40)));
    if (token.startsWith('</')) {
      depth--;
      lines.push('  '.repeat(Math.max(0, Math.min(depth, 40))) + token);
    } else if (/^<[^?!]/.test(token) && !token.endsWith('/>')) {
      if (tokens[i + 1]?.startsWith('</')) {
        lines.push(indent + token + tokens[++i]);
      } else if (tokens[i + 1] && !tokens[i + 1].startsWith('<') && tokens[i + 2]?.startsWith('</')) {
        lines.push(indent + token + tokens[i + 1].trim() + tokens[i + 2]);
        i += 2;
      } else {
        lines.push(indent + token);
        depth++;
      }
    } else {
      lines.push(indent + token.trim());
    }
  }
  return lines;
}

export function prettyText(xml) {
  return prettyLines(xml).join('\n');
}

/** A pre element with names, attributes and texts told apart. */
export function xmlElement(xml) {
  const lines = prettyLines(xml);
  const pre = el('pre.xml', { tabindex: '0', 'aria-label': 'The message' });
  for (const line of lines.slice(0, MOST_LINES)) {
    for (const part of line.match(/<[^>]*>|[^<]+|</g) ?? []) pre.append(part.startsWith('<') && part.length > 1 ? tagElement(part) : part);
    pre.append('\n');
  }
  if (lines.length > MOST_LINES) pre.append(`… and ${lines.length - MOST_LINES} lines more`);
  return pre;
}

function tagElement(tag) {
  const [, open, name, rest] = /^(<[/?!]?)([^\s/>?]*)([^]*)$/.exec(tag);
  const node = el('span.tag', {}, open, el('b', {}, name));
  for (const part of rest.match(/"[^"]*"|'[^']*'|[^"']+|["']/g) ?? []) node.append(/^["']./.test(part) ? el('i', {}, part) : part);
  return node;
}
