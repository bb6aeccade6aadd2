// Trusted Types (w3.org/TR/trusted-types): text becomes HTML in this file only, and only HTML that can run nothing.
const REFUSED = "script:not([type='application/json']), iframe, frame, object, embed, base, link, meta, style";
const ADDRESSES = new Set(["href", "src", "action", "formaction", "xlink:href", "data"]);
// What htmx parses with, in the browsers that have the one or the other. Any other sink gets nothing.
const PARSERS = new Set(["Document parseHTMLUnsafe", "DOMParser parseFromString"]);

const same = { createHTML: (html) => html };
const named = window.trustedTypes?.createPolicy("balai", same) ?? same;
const parser = new DOMParser();

/** A document that stands nowhere: its scripts do not run, its pictures are not fetched. */
export function parsed(html) {
  const found = parser.parseFromString(named.createHTML(html), "text/html");
  const fault = faultOf(found);
  if (fault) throw new TypeError(`HTML that could run something is not shown: ${fault}`);
  return found;
}

// Taken from the prototype: a field called "closest" or "attributes" must not answer for its form.
const { closest, matches, getAttribute, getAttributeNames } = Element.prototype;

/** The first thing that could run or lead elsewhere, also inside templates; "" where there is none. */
function faultOf(root) {
  for (const element of root.querySelectorAll("*")) {
    // htmx asks for whole pages too and takes a part; what stands in their head is never put anywhere.
    if (closest.call(element, "head")) continue;
    if (matches.call(element, REFUSED)) return element.localName;
    const fault = getAttributeNames.call(element).find((name) => runs(name, getAttribute.call(element, name)));
    if (fault) return fault;
    const inside = element instanceof HTMLTemplateElement ? faultOf(element.content) : "";
    if (inside) return inside;
  }
  return "";
}

function runs(name, value) {
  if (/^(on|hx-on|data-hx-on)/.test(name) || name === "srcdoc" || name === "style") return true;
  return ADDRESSES.has(name) && /^[\s\u0000-\u001f]*(javascript|data|vbscript):/i.test(value);
}

// htmx knows no policy of its own: what it parses comes here. There is no createScript and no createScriptURL.
window.trustedTypes?.createPolicy("default", {
  createHTML(html, _type, sink) {
    if (!PARSERS.has(sink)) return null;
    parsed(html);
    return html;
  },
});
