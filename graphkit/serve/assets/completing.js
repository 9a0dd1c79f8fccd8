// Completions of the editor: ontology terms, actors by any name, named graphs after GRAPH and FROM.
import { root } from "./kept.js";

const MOST = 60;
const WORD = /^(?:[a-z]+:)?[\p{L}\p{N}_%-]*$/iu;
const KEYWORDS = new Set("SELECT DISTINCT REDUCED WHERE ASK CONSTRUCT DESCRIBE FILTER OPTIONAL UNION MINUS GRAPH SERVICE BIND VALUES EXISTS NOT GROUP ORDER BY HAVING LIMIT OFFSET ASC DESC AS FROM NAMED PREFIX BASE IN COUNT SUM MIN MAX AVG SAMPLE STR LANG CONTAINS REGEX a true false".split(" "));
const asked = new Map();

async function looked(what, text) {
  const address = `${root}vocabulary.json?${new URLSearchParams({ [what]: text })}`;
  if (!asked.has(address)) {
    if (asked.size > 200) asked.clear();
    asked.set(address, fetch(address).then((reply) => (reply.ok ? reply.json() : [])).catch(() => []));
  }
  return asked.get(address);
}

// Context before the cursor: last word, preceding words that are not SPARQL, where they start, and whether a graph is expected.
function typed(editor) {
  const cursor = editor.getCursor();
  const before = editor.getLine(cursor.line).slice(0, cursor.ch);
  const word = /[^\s{}()[\];,."'?$^|/*+!=&<]*$/u.exec(before)[0];
  const start = cursor.ch - word.length;
  const phrase = [];
  for (const one of before.slice(0, start).trimEnd().split(/\s+/).reverse()) {
    if (phrase.length === 3 || !/^[\p{L}][\p{L}\p{N}'’-]*$/u.test(one) || KEYWORDS.has(one)) break;
    phrase.unshift(one);
  }
  const all = editor.getRange({ line: 0, ch: 0 }, cursor);
  const opened = (all.match(/\{/g) || []).length - (all.match(/\}/g) || []).length;
  const words = [...phrase, word].join(" ");
  const from = phrase.length ? before.lastIndexOf(phrase[0], start) : start;
  return { word, start, words, from, inside: opened > 0, graph: /\b(?:GRAPH|FROM|NAMED)\s+\S*$/i.test(before), line: cursor.line, end: cursor.ch };
}

// Terms that start with the text, then those whose local name does.
function offered(words, text) {
  const low = text.toLowerCase();
  const begins = words.filter((word) => word.toLowerCase().startsWith(low));
  const within = words.filter((word) => !begins.includes(word) && word.slice(word.indexOf(":") + 1).toLowerCase().startsWith(low));
  return text ? [...begins, ...within].slice(0, MOST) : [];
}

// Replaces the editor's own completers, which query other sites.
export function completer(words) {
  let told = new Map();
  return {
    name: "graphkit",
    bulk: false,
    autoShow: true,
    persistenceId: null,
    isValidCompletionPosition: (editor) => {
      const now = typed(editor);
      return now.graph || (now.word.length > 0 && WORD.test(now.word) && !KEYWORDS.has(now.word));
    },
    preProcessToken: (editor, token) => {
      const now = typed(editor);
      return { ...token, string: now.word, start: now.start, end: now.end, from: { line: now.line, ch: now.start }, to: { line: now.line, ch: now.end } };
    },
    get: async (editor) => {
      const now = typed(editor);
      const name = now.word.replace(/^graph:/, "");
      const mine = new Map();
      const add = (found, from) => found.forEach((one) => { if (!mine.has(one.word)) mine.set(one.word, { name: one.name, from }); });
      if (now.graph) add(await looked("graph", now.word || "graph"), now.start);
      else {
        offered(words, now.word).forEach((word) => mine.set(word, { name: "", from: now.start }));
        if (now.inside && name && !name.includes(":")) {
          if (now.words !== now.word) add(await looked("actor", now.words), now.from);
          add(await looked("actor", name), now.start);
        }
      }
      // Discard completions for earlier input.
      if (typed(editor).words !== now.words) return [];
      told = mine;
      return [...told.keys()].slice(0, MOST);
    },
    postprocessHints: (_, hints) => hints.map((hint) => {
      const { name, from } = told.get(hint.text) || {};
      return { ...hint, from: { ...hint.from, ch: from ?? hint.from.ch }, displayText: name ? `${hint.text}  ${name}` : hint.text };
    }),
  };
}
