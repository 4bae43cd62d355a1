// What a body may have beyond the editor's own extensions, and the guard that shows a
// body's HTML instead when the editor could not hold all of it.

import {
  Blockquote,
  Caption,
  Extension,
  Figure,
  gettext,
  Mark,
  Node,
  updateAttrsDialog,
} from "django-prose-editor/editor";

// Tiptap would add its base styles in a style element, which the policy forbids; without
// them each typed space becomes a hard one. They are in admin-prose.css, and this empty
// element makes Tiptap believe that it has been here.
if (!document.querySelector("style[data-tiptap-style]")) {
  const style = document.createElement("style");
  style.dataset.tiptapStyle = "";
  style.nonce = document.querySelector("script[nonce]")?.nonce ?? "";
  document.head.append(style);
}

const kept = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
});

// Enter in a caption or a source goes on below the figure or quote.
const leaveOnEnter =
  (name) =>
  ({ editor }) => {
    const { $from } = editor.state.selection;
    if ($from.parent.type.name !== name) {
      return false;
    }
    const after = $from.after($from.depth - 1);
    return editor
      .chain()
      .insertContentAt(after, { type: "paragraph" })
      .setTextSelection(after + 1)
      .run();
  };

// --- Quotes with their source ------------------------------------------------

export const QuoteSource = Node.create({
  name: "quoteSource",
  content: "inline*",
  isolating: true,
  defining: true,
  parseHTML: () => [
    {
      tag: "blockquote > footer",
      contentElement: (footer) =>
        footer.querySelector(":scope > cite:only-child") ?? footer,
    },
  ],
  renderHTML: () => ["footer", ["cite", 0]],
  addKeyboardShortcuts: () => ({ Enter: leaveOnEnter("quoteSource") }),
});

const quoteAround = ({ $from }) => {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === "blockquote") {
      return { quote: $from.node(depth), start: $from.before(depth) };
    }
  }
  return null;
};

const askForSource = async (editor) => {
  const { quote, start } = quoteAround(editor.state.selection);
  const last = quote.lastChild;
  const hasSource = last.type.name === "quoteSource";
  const answer = await updateAttrsDialog(
    {
      source: { type: "string", title: gettext("Who or what is quoted") },
      cite: {
        type: "string",
        format: "url",
        title: gettext("Address of the source"),
      },
    },
    { title: gettext("Source of the quote") },
  )(editor, {
    source: hasSource ? last.textContent : "",
    cite: quote.attrs.cite ?? "",
  });
  if (!answer) {
    return;
  }
  const change = ({ tr, state }) => {
    tr.setNodeMarkup(start, null, {
      ...quote.attrs,
      cite: answer.cite || null,
    });
    const end = start + quote.nodeSize - 1;
    const from = hasSource ? end - last.nodeSize : end;
    if (hasSource) {
      tr.delete(from, end);
    }
    if (answer.source) {
      const text = state.schema.text(answer.source);
      tr.insert(from, state.schema.nodes.quoteSource.create(null, text));
    }
    return true;
  };
  editor.chain().focus().command(change).run();
};

export const SourcedQuote = Blockquote.extend({
  content: "block+ quoteSource?",
  addAttributes: () => ({ cite: kept("cite"), class: kept("class") }),
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "blockquote",
      groups: "nodes",
      button: buttons.material("format_quote", gettext("Quote")),
      active: (editor) => editor.isActive("blockquote"),
      command: (editor) => editor.chain().focus().toggleBlockquote().run(),
    });
    menu.defineItem({
      name: "quoteSource",
      groups: "nodes",
      button: buttons.text(gettext("Source")),
      hidden: (editor) => !editor.isActive("blockquote"),
      command: askForSource,
    });
  },
});

// --- Figures -----------------------------------------------------------------

export const PlainCaption = Caption.extend({
  addAttributes: () => ({}),
  addKeyboardShortcuts: () => ({ Enter: leaveOnEnter("caption") }),
});

export const PlainFigure = Figure.extend({
  addAttributes: () => ({ class: kept("class") }),
  addNodeView: () => null,
  parseHTML: () => [
    {
      tag: "figure",
      getAttrs: (element) =>
        element.querySelector(":scope > img") ? null : false,
    },
  ],
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "figure",
      groups: "nodes",
      button: buttons.material("image", gettext("Figure")),
      active: (editor) => editor.isActive("figure"),
      command: (editor) => editor.chain().editImage().focus().run(),
    });
  },
});

// --- Footnotes and other small marks -----------------------------------------

// The text of a note stands where its number will: the page gathers notes at its end.
export const Footnote = Mark.create({
  name: "footnote",
  priority: 2000, // above Link: a link lies inside a note, not around it
  exitable: true,
  excludes: "",
  parseHTML: () => [{ tag: "small.footnote" }],
  renderHTML: () => ["small", { class: "footnote" }, 0],
  addCommands: () => ({
    insertFootnote:
      () =>
      ({ chain, state, editor }) => {
        if (!state.selection.empty || editor.isActive("footnote")) {
          return chain().toggleMark("footnote").run();
        }
        const text = gettext("Text of the note");
        const { from } = state.selection;
        return chain()
          .insertContent({ type: "text", text, marks: [{ type: "footnote" }] })
          .setTextSelection({ from, to: from + text.length })
          .run();
      },
  }),
  addKeyboardShortcuts: () => ({
    "Mod-Alt-f": ({ editor }) => editor.commands.insertFootnote(),
  }),
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "footnote",
      groups: "marks",
      button: buttons.text(gettext("Note")),
      active: (editor) => editor.isActive("footnote"),
      command: (editor) => editor.chain().focus().insertFootnote().run(),
    });
  },
});

const keptMark = (tag) =>
  Mark.create({
    name: `kept-${tag}`,
    excludes: "",
    addAttributes: () => ({ title: kept("title"), cite: kept("cite") }),
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
  });

// No buttons for these: they are kept where a body has them.
export const SmallMarks = Extension.create({
  name: "smallMarks",
  addExtensions: () =>
    ["q", "cite", "dfn", "abbr", "kbd", "mark", "ins", "u"].map(keptMark),
});

// --- The guard ---------------------------------------------------------------

// The editor may write these for what it found, or add them; nothing is lost by that.
const SAME = { b: "strong", i: "em" };
const UNCOUNTED = new Set(["p", "br", "tbody"]);
const DEFAULTS = new Set(["ol start=1", "td colspan=1", "td rowspan=1"]);

const partsOf = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  const counts = new Map();
  const count = (part) => counts.set(part, (counts.get(part) ?? 0) + 1);
  for (const element of template.content.querySelectorAll("*")) {
    const tag = SAME[element.localName] ?? element.localName;
    if (!UNCOUNTED.has(tag)) {
      count(tag);
    }
    for (const { name, value } of element.attributes) {
      const part = `${tag} ${name}=${value}`;
      if (value && !DEFAULTS.has(part)) {
        count(part);
      }
    }
  }
  return { counts, text: template.content.textContent.replace(/\s+/g, "") };
};

// What `held` lacks of `source` (both HTML), as names; empty if it lacks nothing.
const missingIn = (held, source) => {
  const now = partsOf(held);
  const before = partsOf(source);
  const missing = [...before.counts]
    .filter(([part, count]) => (now.counts.get(part) ?? 0) < count)
    .map(([part]) => `<${part.replace(/=.*$/s, "")}>`);
  if (now.text !== before.text) {
    missing.push(gettext("some text"));
  }
  return [...new Set(missing)];
};

const nameToolbar = (editor, name) => {
  const toolbar = editor.options.element.querySelector(".prose-menubar");
  toolbar?.setAttribute("role", "toolbar");
  toolbar?.setAttribute("aria-label", `${gettext("Formatting of")} ${name}`);
};

export const HoldsAll = Extension.create({
  name: "holdsAll",
  onCreate() {
    const { editor } = this;
    const textarea = editor.options.element.querySelector("textarea");
    const missing = missingIn(editor.getHTML(), textarea.value);
    if (missing.length === 0) {
      const label = document.querySelector(`label[for="${textarea.id}"]`);
      const name = label?.textContent.replace(":", "") ?? textarea.name;
      editor.view.dom.setAttribute("aria-label", name);
      nameToolbar(editor, name);
      return;
    }
    const reason = document.createElement("div");
    reason.className = "help prose-guard";
    reason.id = `${textarea.id}-guard`;
    reason.textContent = `${gettext(
      "Shown as HTML, because the editor can't keep all of this text:",
    )} ${missing.join(", ")}`;
    editor.destroy();
    textarea.setAttribute("aria-describedby", reason.id);
    (textarea.closest(".flex-container") ?? textarea).after(reason);
  },
});
