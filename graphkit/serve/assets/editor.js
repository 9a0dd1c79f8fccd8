// Replaces the text field of the form with an editor; the field also works without it.
import { completer } from "./completing.js";
import { root } from "./kept.js";

// Prefixes predefined by the server, which queries need not declare.
function knowing(Yasqe, words) {
  const prefixes = Object.fromEntries(words.filter((word) => word.endsWith(":")).map((word) => [word.slice(0, -1), ""]));
  const make = Yasqe.modes.sparql11;
  Yasqe.modes.sparql11 = (...given) => {
    const mode = make(...given);
    const start = mode.startState;
    // Its last rule, for characters of no token, is a `.`, which does not match the line separators of Unicode: it would fail.
    const token = (stream, state) => (!state.inLiteral && stream.eat(/[\u2028\u2029]/) ? "error" : mode.token(stream, state));
    return { ...mode, token, startState: (...from) => ({ ...start(...from), prefixes: { ...prefixes } }) };
  };
}

// The same interface over the plain field, if the editor is not available.
const plain = (field) => ({ get: () => field.value, set: (text) => { field.value = text; }, mark: () => {}, focus: () => field.focus(), changed: (then) => field.addEventListener("input", then) });

// Returns {get, set, mark(line, column), focus, changed(then)}; `run` is called for Ctrl-Enter.
export async function edit(field, run) {
  const Yasqe = window.Yasqe && (window.Yasqe.default || window.Yasqe);
  if (!Yasqe) return plain(field);
  const words = await fetch(`${root}vocabulary.json`).then((reply) => reply.json()).catch(() => []);
  Yasqe.registerAutocompleter(completer(words));
  knowing(Yasqe, words);
  const place = document.createElement("div");
  place.id = "editor";
  field.before(place);
  const editor = new Yasqe(place, {
    value: field.value,
    persistenceId: null,
    createShareableLink: null,
    consumeShareLink: null,
    showQueryButton: false,
    resizeable: false,
    // As high as its text: a scrolling area would not be accessible by keyboard.
    lineWrapping: true,
    viewportMargin: Infinity,
    autocompleters: ["graphkit", "variables"],
    // Tab leaves the editor, as in any field.
    // CodeMirror's own autocomplete command does not use the completers of YASQE.
    extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Space": () => editor.autocomplete(false), "Ctrl-Enter": run, "Cmd-Enter": run },
  });
  // No completions for a query that was set by the address and not typed.
  const offer = editor.autocomplete.bind(editor);
  editor.autocomplete = (unasked) => { if (editor.hasFocus()) offer(unasked); };
  const typing = document.activeElement === field;
  field.hidden = true;
  if (typing) {
    editor.focus();
    editor.setCursor(editor.lineCount(), 0);
  }
  editor.getInputField().setAttribute("aria-label", "SPARQL query");
  editor.setSize(null, "auto");
  // Fold prefix declarations; a click on their line expands them.
  const fold = () => editor.collapsePrefixes(true);
  fold();
  // The form submits the field.
  editor.on("change", () => { field.value = editor.getValue(); });
  window.graphkitEditor = editor;
  // Accessibility: the completion list has no label and is not focusable, though it scrolls. Tab inserts the selected entry.
  new MutationObserver(() => document.querySelectorAll(".CodeMirror-hints:not([aria-label])").forEach((list) => {
    list.setAttribute("aria-label", "Completions");
    list.tabIndex = 0;
  })).observe(document.body, { childList: true, subtree: true });
  let marks = [];
  const unmark = () => {
    marks.forEach((mark) => mark.clear());
    marks = [];
  };
  editor.on("change", unmark);
  return {
    get: () => editor.getValue(),
    set: (text) => { if (text !== editor.getValue()) { editor.setValue(text); fold(); } },
    // Marks the position of a syntax error; line and column start at 1.
    mark: (line, column) => {
      unmark();
      const from = { line: line - 1, ch: Math.max(0, column - 1) };
      const handle = editor.addLineClass(line - 1, "background", "wrong-line");
      if (handle) marks.push({ clear: () => editor.removeLineClass(handle, "background", "wrong-line") });
      const end = (editor.getLine(line - 1) || "").length;
      marks.push(editor.markText(from.ch < end ? from : { ...from, ch: Math.max(0, end - 1) }, { line: line - 1, ch: Math.min(end, from.ch + 1) || end }, { className: "wrong-here" }));
      editor.setCursor(from);
      editor.scrollIntoView(from, 60);
    },
    focus: () => editor.focus(),
    changed: (then) => editor.on("change", then),
  };
}
