// Checks a style sheet: its syntax, the names and values of its properties, and its variables. style.js FILE
'use strict';
const fs = require('fs');
const { generate, lexer, parse, walk } = require('css-tree');

// What css-tree 2.3 of Debian 12 does not know.
const properties = new Set(['text-wrap']);
const functions = /\b(calc|clamp|color-mix|max|min)\(/;

const file = process.argv[2];
const found = [];
const report = (line, message) => found.push(`${file}:${line}: ${message}`);
const tree = parse(fs.readFileSync(file, 'utf8'), {
  positions: true, onParseError: (error) => report(error.line, error.message),
});

const variables = new Map();
walk(tree, { visit: 'Declaration', enter({ property, value }) {
  if (property.startsWith('--') && !variables.has(property)) variables.set(property, generate(value).trim());
} });
// Set by the page's script.
variables.set('--names', '1ch');

const used = new Set(['--names']);
walk(tree, { visit: 'Declaration', enter({ property, value, loc: { start: { line } } }) {
  const text = generate(value).replace(/var\((--[a-z-]+)\)/g, (_, name) => {
    used.add(name);
    if (!variables.has(name)) report(line, `${name} has no value`);
    return variables.get(name) ?? 'inherit';
  });
  if (property.startsWith('--') || properties.has(property)) return;
  const { error } = lexer.matchProperty(property, text);
  if (error && !(error.name === 'SyntaxMatchError' && functions.test(text))) {
    report(line, `${property}: ${text}: ${error.message.split('\n')[0]}`);
  }
} });
for (const name of variables.keys()) if (!used.has(name)) report(1, `${name} is not used`);

for (const line of found) console.error(line);
process.exit(found.length === 0 ? 0 : 1);
