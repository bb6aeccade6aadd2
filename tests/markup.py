"""What is wrong with a page's HTML, by the habits of the house. Plain reading, no browser."""

from collections import Counter
from html.parser import HTMLParser

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


class Outline(HTMLParser):
    """What a page consists of, as far as the checks ask."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.language = ""
        self.title = ""
        self.ids: Counter[str] = Counter()
        self.headings: list[str] = []
        self.policy: list[str] = []  # what the Content Security Policy would refuse
        self.forms: list[dict[str, str]] = []
        self.open: list[str] = []
        self.unclosed: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids[given["id"]] += 1
        self._note_what_the_policy_refuses(tag, given)
        match tag:
            case "html":
                self.language = given.get("lang", "")
            case "h1":
                self.headings.append("")
            case "form":
                self.forms.append({"method": given.get("method", "get").lower(), "token": ""})
            case "input" if given.get("name") == "csrfmiddlewaretoken" and self.forms:
                self.forms[-1]["token"] = given.get("value", "")
        if tag not in VOID:
            self.open.append(tag)

    def _note_what_the_policy_refuses(self, tag: str, given: dict[str, str]) -> None:
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.policy.append("a script inside the page")
        if tag == "style":
            self.policy.append("a style sheet inside the page")
        self.policy += [f"<{tag} {name}>" for name in given if name == "style" or name.startswith("on")]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open[-1] != tag:
                self.unclosed.append(self.open.pop())
            self.open.pop()
        elif tag not in VOID:
            self.unclosed.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if "h1" in self.open and self.headings:
            self.headings[-1] += data
        if self.open[-1:] == ["title"] and "svg" not in self.open:
            self.title += data


# End tags that HTML lets an author leave out.
OPTIONAL_END = frozenset(["p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option", "colgroup"])


def problems(html: str) -> list[str]:
    """Problems of a page or, without <html>, of a fragment that htmx or the stream puts into one."""
    outline = Outline(html)
    found = [f"id {name!r} stands {times} times" for name, times in outline.ids.items() if times > 1]
    found += [f"the Content Security Policy refuses {what}" for what in sorted(set(outline.policy))]
    found += [f"<{tag}> is not closed" for tag in outline.unclosed if tag not in OPTIONAL_END]
    found += [
        "a form that posts has no CSRF token" for form in outline.forms if form == {"method": "post", "token": ""}
    ]
    if "<html" in html:
        found += _problems_of_frame(outline)
    return found


def _problems_of_frame(outline: Outline) -> list[str]:
    found = [] if outline.language else ["<html> has no lang"]
    if not outline.title.strip():
        found.append("no title")
    if len(outline.headings) != 1 or not outline.headings[0].strip():
        found.append(f"{len(outline.headings)} h1 with text, must be one: {outline.headings}")
    return found
