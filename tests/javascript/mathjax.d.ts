/** MathJax 3 from the inside, as far as reader.js reaches; what it only hands on is `any`. */

/** Where in the source a parser's string came from. */
interface Place {
  /** Everywhere the same place: the string is made up. */
  fixed: number | null;
  /** With more than this left to read, all belongs to the call at `call`. */
  until: number;
  call: number;
  /** The place of the string's end. */
  end: number;
}

/** An argument that a parser has read. */
interface Taken {
  value: string;
  start: number;
  fixed: boolean;
  /** Where in the value the next string is looked for. */
  from: number;
}

interface Parser {
  string: string;
  i: number;
  stack: any;
  getCodePoint(): string;
  parse(kind: string, input: [Parser, string]): any;
  create(kind: string, ...rest: any[]): any;
  Push(item: any): void;
  // noted by reader.js
  place: Place;
  last: string;
  rest: number;
  now: number;
  taken: Taken[];
}

interface MathNode {
  kind: string;
  parent: MathNode | null;
  childNodes: (MathNode | null)[];
  isInferred: boolean;
  isEmbellished: boolean;
  attributes: { isSet(name: string): boolean; get(name: string): any; getAllAttributes(): Record<string, unknown> };
  isKind(kind: string): boolean;
  getText(): string;
  coreMO(): MathNode;
  hasSpacingAttributes?(): boolean;
  texSpacing(): string;
  setTeXclass(previous: MathNode | null): MathNode;
}

/** A name with its place. */
type Named = [string, number];

/** What is known of a formula. */
interface Seen {
  source: string;
  unknown: Named[];
  environments: Named[];
  literal: Named[];
  noted: Named[];
  bare: number[];
  error: { id: string; message: string; place: number } | null;
}

declare const MathJax: any;
declare function read(source: string, display: boolean): string;
declare function calls(source: string, names: string): string;
declare function names(kind: string): string;
