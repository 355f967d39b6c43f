// @ts-check
// Reads TeX with MathJax as Anki configures it, and says what is wrong where. Evaluated after mathjax.js, in QuickJS: no document.
// MathJax knows no places, since it puts expansions of macros and arguments in new strings. So every parser notes where in
// the source its string came from: what follows an expansion is the same text as before, counted from the end.
const PACKAGES = [
  "require", "base", "action", "ams", "amscd", "bbox", "boldsymbol", "braket", "bussproofs", "cancel", "cases", "centernot",
  "color", "colortbl", "empheq", "enclose", "extpfeil", "gensymb", "html", "mathtools", "mhchem", "newcommand", "noerrors",
  "noundefined", "upgreek", "unicode", "verb", "configmacros", "tagformat", "textcomp", "noerrors", "mathtools",
]; // those of `MathJax.config.tex.packages` in the reviewer
const REMEMBERED = /\\(?:g?def|let|(?:re)?new(?:command|environment|tagform)|Declare|require|definecolor|mathtoolsset|label|usetagform)/;
const NOTED = /^(?:href|style|class|cssId|mmlToken|bbox|require|[gx]?def|let|(?:re)?new(?:command|environment|tagform)|Declare\w+|definecolor|mathtoolsset|usetagform)$/; // what leads or reaches out of the formula
const M = MathJax._;
const { TeX } = M.input.tex_ts;
const TexParser = M.input.tex.TexParser.default;
const Stack = M.input.tex.Stack.default;
const ParseUtil = M.input.tex.ParseUtil.default;
const { DelimiterMap } = M.input.tex.SymbolMap;
const { MmlFactory } = M.core.MmlTree.MmlFactory;

class MathItem {} // what proof trees measure their parts with
const DOCUMENT = { options: { MathItem }, outputJax: { getBBox: () => ({ w: 1, h: 1, d: 0 }) }, adaptor: {} };

/** @type {any} */
let tex;
let spent = true; // whether a reader of formulas is to be made anew
/** @type {Parser[]} */
let open = []; // the parsers at work, the outermost first
let seen = nothing(""); // what is known of the formula being read
/** @type {Set<string>} */
let symbols = new Set(); // names that stand for symbols while it is read, see `calls`

/** @param {string} source @returns {Seen} */
function nothing(source) {
  return { source, unknown: [], environments: [], literal: [], noted: [], bare: [], error: null };
}

function fresh() {
  tex = new TeX({ packages: PACKAGES });
  tex.setMmlFactory(new MmlFactory());
  spent = false;
}

// ---- places ----

/** @param {Parser} parser @param {number} position */
function offset(parser, position) {
  const { fixed, until, call, end } = parser.place;
  if (fixed !== null) return fixed;
  const rest = parser.string.length - position;
  return rest > until ? call : end - rest;
}

/** @param {Parser | undefined} parent @param {string} string @returns {Place} */
function placed(parent, string) {
  const place = { fixed: null, until: Infinity, call: 0, end: string.length };
  if (!parent) return place;
  const taken = parent.taken.find((one) => one.value.indexOf(string, one.from) >= 0);
  if (!taken || taken.fixed) return { ...place, fixed: taken ? taken.start : parent.now };
  const index = taken.value.indexOf(string, taken.from);
  taken.from = index + string.length;
  return { ...place, end: taken.start + index + string.length };
}

/** @param {string} one @param {string} other */
function commonSuffix(one, other) {
  let length = 0;
  while (length < one.length && one[one.length - 1 - length] === other[other.length - 1 - length]) length++;
  return length;
}

/** @param {Parser} parser */
function step(parser) {
  if (parser.string !== parser.last) {
    const { place } = parser;
    if (parser.rest <= place.until) place.call = parser.now;
    place.until = Math.min(place.until, parser.rest - 1, commonSuffix(parser.string, parser.last));
    parser.last = parser.string;
  }
  parser.rest = parser.string.length - parser.i;
  parser.now = offset(parser, parser.i);
  parser.taken = [];
}

/** @this {Parser} */
TexParser.prototype.Parse = function () {
  Object.assign(this, { place: placed(open.at(-1), this.string), last: this.string, rest: this.string.length, now: 0, taken: [] });
  this.now = offset(this, 0);
  open.push(this);
  try {
    while (this.i < this.string.length) {
      const character = this.getCodePoint();
      step(this);
      this.i += character.length;
      this.parse("character", [this, character]);
    }
  } catch (error) {
    /** @type {any} */ (error).place ??= this.now;
    throw error;
  }
  open.pop();
};

for (const name of ["GetArgument", "GetBrackets", "GetUpTo"]) {
  const original = TexParser.prototype[name];
  /** @this {Parser} @param {any[]} rest */
  TexParser.prototype[name] = function (...rest) {
    const value = original.apply(this, rest);
    if (typeof value === "string" && value) {
      const local = this.string.lastIndexOf(value, this.i - value.length);
      const start = offset(this, local);
      const fixed = this.place.fixed !== null || this.string.length - local > this.place.until;
      this.taken.push({ value, start, fixed, from: 0 });
      if (!fixed && value[0] === "\\" && symbols.has(value.slice(1)) && this.string[local - 1] !== "{") seen.bare.push(start);
    }
    return value;
  };
}

const { Push } = TexParser.prototype;
/** @this {Parser} @param {any} item */
TexParser.prototype.Push = function (item) {
  try {
    Push.call(this, item);
  } catch (error) {
    if (item?.isKind?.("stop")) /** @type {any} */ (error).place ??= this.stack.Top()?.place;
    throw error;
  }
};
const pushed = Stack.prototype.Push;
/** @param {any[]} items */
Stack.prototype.Push = function (...items) {
  for (const item of items) if (item?.checkItem) item.place ??= open.at(-1)?.now;
  return pushed.apply(this, items);
};

// ---- what is unknown, and what is not read as TeX ----

/** @param {string} kind @returns {any[]} */
const maps = (kind) => [...tex.parseOptions.handlers.get(kind)._configuration].map(({ item }) => item);

/** Delimiters are known with their backslash: `(` is one, `\(` none. @param {string} name */
function isKnown(name) {
  return symbols.has(name) || maps("macro").some((map) => map.contains(map instanceof DelimiterMap ? "\\" + name : name));
}

const { parse } = TexParser.prototype;
/** @this {Parser} @param {string} kind @param {[Parser, string]} input */
TexParser.prototype.parse = function (kind, input) {
  if (kind === "macro") {
    const name = input[1];
    if (symbols.has(name)) return this.Push(this.create("token", "mi", {}, "x"));
    if (!isKnown(name)) seen.unknown.push([name, this.now]);
    else if (NOTED.test(name)) seen.noted.push([name, this.now]);
  }
  return parse.call(this, kind, input);
};

const { internalMath } = ParseUtil;
/** @param {Parser} parser @param {string} text @param {any[]} rest */
ParseUtil.internalMath = function (parser, text, ...rest) {
  const taken = parser.taken?.find((one) => one.value === text);
  if (taken && !taken.fixed) {
    const plain = text.replace(/\$[^$]*\$|\\\([^]*?\\\)|\\[${}\\]|\\(?:eq)?ref\s*\{[^}]*\}/g, (math) => " ".repeat(math.length));
    for (const found of plain.matchAll(/\\[A-Za-z]+/g)) seen.literal.push([found[0].slice(1), taken.start + found.index]);
  }
  return internalMath(parser, text, ...rest);
};

/** Beyond an error MathJax reads nothing; the author wants to know all the same what it would not know there.
 * @param {string} source @param {number} place */
function unknownAfter(source, place) {
  const { handlers } = tex.parseOptions;
  const names = /%.*|\\begin\s*\{([^{}]*)\}|\\([A-Za-z]+)|\\./g;
  names.lastIndex = place;
  for (let found; (found = names.exec(source)); ) {
    const [, environment, name] = found;
    if (environment !== undefined && !handlers.get("environment").contains(environment)) seen.environments.push([environment, found.index]);
    if (name !== undefined && !isKnown(name)) seen.unknown.push([name, found.index]);
  }
}

/** @param {string} source @param {boolean} display @returns {MathNode | null} */
function compile(source, display) {
  if (spent || REMEMBERED.test(seen.source)) fresh();
  open = [];
  seen = nothing(source);
  /** @param {any} jax @param {any} error */
  tex.options.formatError = (jax, error) => {
    seen.error = { id: error.id, message: error.message, place: error.place ?? 0 };
    return jax.formatError(error);
  };
  const item = { math: source, display, inputData: {}, start: { node: null }, state: () => 0, reset() {} };
  try {
    return tex.compile(item, DOCUMENT);
  } catch (caught) {
    const error = /** @type {any} */ (caught);
    spent = true;
    seen.error ??= { id: seen.noted.at(-1)?.[0] === "require" ? "Require" : "Crash", message: String(error.message ?? error), place: error.place ?? open.at(-1)?.now ?? 0 };
    return null;
  }
}

// ---- MathML with the spaces of TeX, whatever a browser's dictionary of operators says ----

const VOID = /[<>&"]/g;
/** @param {unknown} text */
const escaped = (text) => String(text).replace(VOID, (one) => `&#${one.charCodeAt(0)};`);
const ROWS = new Set(["mrow", "inferredMrow", "TeXAtom", "mstyle", "mpadded", "mphantom", "math", "mtd", "menclose", "merror", "msqrt", "none"]);

/** @param {MathNode} node */
function spaces(node) {
  const core = node.isEmbellished ? node.coreMO() : null;
  const top = core && (!node.parent?.isEmbellished || node.parent.coreMO() !== core);
  let before = node.hasSpacingAttributes?.() ? "" : node.texSpacing();
  let after = "";
  if (core && (top || node.hasSpacingAttributes?.())) {
    if (core.attributes.isSet("lspace")) before = core.attributes.get("lspace");
    if (core.attributes.isSet("rspace")) after = core.attributes.get("rspace");
  }
  return [before, after];
}

/** @param {string} width */
const space = (width) => (width && !/^0(?:em)?$/.test(width) ? `<mspace width="${escaped(width)}"></mspace>` : "");

/** @param {MathNode} node @param {boolean} inRow @returns {string} */
function written(node, inRow) {
  if (node.isKind("text")) return escaped(node.getText());
  if (node.isKind("XML")) return "";
  if (node.isInferred) return node.childNodes.map((child) => (child ? written(child, true) : "")).join("");
  const kind = node.isKind("TeXAtom") ? "mrow" : node.kind;
  const attributes = { ...node.attributes.getAllAttributes() };
  if (kind === "mo") Object.assign(attributes, { lspace: "0", rspace: "0" });
  const list = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`).join("");
  const children = node.childNodes.map((child) => (child ? written(child, ROWS.has(node.kind)) : "")).join("");
  const [before, after] = inRow ? spaces(node) : ["", ""];
  return `${space(before)}<${kind}${list}>${children}</${kind}>${space(after)}`;
}

/** @type {Record<string, string>} */
const WIDTHS = { thinmathspace: "0.167em", mediummathspace: "0.222em", thickmathspace: "0.278em" };
/** @param {string} mathml */
const named = (mathml) => mathml.replace(/="(\w+mathspace)"/g, (_whole, name) => `="${WIDTHS[name] ?? "0"}"`);

// ---- what Python calls; strings as JSON ----

/** @param {string} source @param {boolean} display */
globalThis.read = (source, display) => {
  symbols = new Set();
  const root = compile(source, display);
  if (seen.error) unknownAfter(source, seen.error.place);
  root?.setTeXclass(null);
  return JSON.stringify({ ...seen, mathml: root ? named(written(root, false)) : "" });
};

/** @param {string} source @param {string} names */
globalThis.calls = (source, names) => {
  symbols = new Set(JSON.parse(names));
  compile(source, false);
  return JSON.stringify({ bare: seen.bare, literal: seen.literal });
};

/** @param {string} kind */
globalThis.names = (kind) => {
  fresh();
  const found = new Set();
  for (const map of maps(kind)) {
    for (const name of map.map?.keys() ?? []) {
      if (kind !== "macro" || !(map instanceof DelimiterMap)) found.add(name);
      else if (name[0] === "\\") found.add(name.slice(1));
    }
  }
  return JSON.stringify([...found].sort());
};
