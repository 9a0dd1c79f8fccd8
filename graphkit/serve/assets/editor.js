// Makes an editor of the form's text field; without it the form works as well.
"use strict";
(async () => {
  const field = document.getElementById("query");
  const Yasqe = window.Yasqe && (window.Yasqe.default || window.Yasqe);
  if (!field || !Yasqe) return;
  const words = await fetch("/vocabulary.json").then((reply) => reply.json(), () => []);
  // The editor's own completers ask other sites; ours knows the words of this graph.
  Yasqe.registerAutocompleter({
    name: "graphkit",
    bulk: false,
    autoShow: true,
    persistenceId: null,
    isValidCompletionPosition: (editor) => /^[a-zA-Z]+:?[\w-]*$/.test(editor.getCompleteToken().string),
    get: (_, token) => words.filter((word) => word.toLowerCase().startsWith(token.string.toLowerCase())).slice(0, 100),
  });
  // The server knows these prefixes, so that a query need not declare them.
  const prefixes = Object.fromEntries(words.filter((word) => word.endsWith(":")).map((word) => [word.slice(0, -1), ""]));
  const make = Yasqe.modes.sparql11;
  Yasqe.modes.sparql11 = (...given) => {
    const mode = make(...given);
    const start = mode.startState;
    return { ...mode, startState: (...from) => ({ ...start(...from), prefixes: { ...prefixes } }) };
  };
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
    autocompleters: ["graphkit", "variables"],
    // Tab leaves the editor, as it leaves any field.
    extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Space": "autocomplete", "Ctrl-Enter": () => send(), "Cmd-Enter": () => send() },
  });
  const send = () => field.form.requestSubmit();
  const typing = document.activeElement === field;
  field.hidden = true;
  if (typing) {
    editor.focus();
    editor.setCursor(editor.lineCount(), 0);
  }
  editor.getInputField().setAttribute("aria-label", "SPARQL query");
  editor.setSize(null, "16rem");
  // A form sends what stands in its field.
  field.form.addEventListener("submit", () => { field.value = editor.getValue(); });
  window.graphkitEditor = editor;
})();
