"""Contents that are gone: each must be named by a later entry that closed it, and be such that may be closed."""

from collections.abc import Iterator
from contextlib import suppress

from balai.ledger.closing import CLOSERS, PARTS, WHOLE_CONTENT, Closing, closable, committed_parts
from balai.record.findings import Finding
from balai.record.reconcile.table import Erased, Event, events


class Closings:
    """What entries say that they closed (few of them: read first), and what of every entry is gone."""

    def __init__(self) -> None:
        self.named: dict[Closing, tuple[int, str]] = {}  # with the entry that names it, and its act
        for event in events(CLOSERS):
            with suppress(Erased, KeyError, TypeError, ValueError):  # it is gone itself, or says so in reconcile
                for index, part in event.content["closed"]:
                    if int(index) < event.index:
                        self.named.setdefault((int(index), str(part)), (event.index, event.act))

    def findings(self, event: Event) -> Iterator[Finding]:
        """Raises TypeError, ValueError where the content cannot be read."""
        if event.opening is None:
            yield from self._gone(event, WHOLE_CONTENT)
            return
        if (event.index, WHOLE_CONTENT) in self.named:
            yield self._back(event, WHOLE_CONTENT)
        for part in committed_parts(event.committed) if event.act in PARTS else ():
            if part not in event.apart:
                yield from self._gone(event, part)
            elif (event.index, part) in self.named:
                yield self._back(event, part)

    def _gone(self, event: Event, part: str) -> Iterator[Finding]:
        named, what = self.named.get((event.index, part)), part or "content"
        said = f"the {what} of entry {event.index} ({event.act})"
        if named is None:
            text = f"{said} is gone, and no entry says that it was closed"
        elif not closable(event.act, part, named[1]):
            text = f"{said} was closed by entry {named[0]}, although it binds"
        else:
            return
        yield Finding("erased", f"ledger_entry {event.index}", text, event.index)

    def _back(self, event: Event, part: str) -> Finding:
        text = (
            f"the {part or 'content'} is there again, entry {self.named[event.index, part][0]} says that it was closed"
        )
        return Finding("inserted", f"ledger_entry {event.index}", text, event.index)
