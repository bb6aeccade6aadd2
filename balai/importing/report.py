"""What an import did, or would do."""

from dataclasses import asdict, dataclass, field


@dataclass
class Report:
    """Counts of items; `dry_run`: nothing was kept."""

    file: str
    body: str
    body_created: bool = False
    rules: str = ""
    meeting: str = ""
    meeting_created: bool = False
    meeting_updated: bool = False
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    moved: bool = False  # items that were there before stand in another order
    dry_run: bool = False
    warnings: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        created = self.body_created or self.meeting_created or self.created
        return bool(created or self.meeting_updated or self.updated or self.removed or self.moved)

    def as_dict(self) -> dict[str, object]:
        return {**asdict(self), "changed": self.changed}

    def lines(self) -> list[str]:
        """For people."""
        lines = [
            self.file,
            f"  body      {self.body}: {self._done('created') if self.body_created else 'known'}, rules {self.rules}",
            f"  meeting   {self.meeting}: {self._meeting()}",
            f"  items     {self._done('created')} {self.created}, {self._done('updated')} {self.updated},"
            f" {self._done('removed')} {self.removed}, unchanged {self.unchanged}",
        ]
        if self.moved:
            lines.append(f"  order     {self._done('changed')}")
        lines += [f"  note      {warning}" for warning in self.warnings]
        return [*lines, *self._summary()]

    def _done(self, act: str) -> str:
        return f"would be {act}" if self.dry_run else act

    def _meeting(self) -> str:
        if self.meeting_created:
            return self._done("created")
        return f"known, its beginning {self._done('changed')}" if self.meeting_updated else "known"

    def _summary(self) -> list[str]:
        if not self.changed:
            return ["  Nothing has changed: this agenda had been imported before."]
        return ["  A dry run: nothing has been kept."] if self.dry_run else []
