// Makes an editor of the form's text field; without it the field works as well.
import { completer } from "./completing.js";

// The server knows these prefixes, so that a query need not declare them.
function knowing(Yasqe, words) {
  const prefixes = Object.fromEntries(words.filter((word) => word.endsWith(":")).map((word) => [word.slice(0, -1), ""]));
  const make = Yasqe.modes.sparql11;
  Yasqe.modes.sparql11 = (...given) => {
    const mode = make(...given);
    const start = mode.startState;
    return { ...mode, startState: (...from) => ({ ...start(...from), prefixes: { ...prefixes } }) };
  };
}

// The field itself, where there is no editor.
const plain = (field) => ({ get: () => field.value, set: (text) => { field.value = text; }, mark: () => {}, focus: () => field.focus(), changed: (then) => field.addEventListener("input", then) });

// {get, set, mark(line, column), focus, changed(then)} over the field; `run` is called for Ctrl-Enter.
export async function edit(field, run) {
  const Yasqe = window.Yasqe && (window.Yasqe.default || window.Yasqe);
  if (!Yasqe) return plain(field);
  const words = await fetch("/vocabulary.json").then((reply) => reply.json()).catch(() => []);
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
    // It is as high as its text, so that nothing in it scrolls that keys could not reach.
    lineWrapping: true,
    viewportMargin: Infinity,
    autocompleters: ["graphkit", "variables"],
    // Tab leaves the editor, as it leaves any field.
    // CodeMirror's own command of that name does not know the completers of this editor.
    extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Space": () => editor.autocomplete(false), "Ctrl-Enter": run, "Cmd-Enter": run },
  });
  // A query that comes with the address is not being typed: nothing is offered for it.
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
  // Prefixes that everybody knows take no room; a click on their line shows them.
  const fold = () => editor.collapsePrefixes(true);
  fold();
  // A form sends what stands in its field.
  editor.on("change", () => { field.value = editor.getValue(); });
  window.graphkitEditor = editor;
  // The list of completions comes without a name, and what scrolls must be reached by keys; Tab takes what is chosen in it, and does not stop there.
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
    // Where the server could not read on; lines and columns from 1.
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
