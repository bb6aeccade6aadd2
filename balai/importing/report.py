"""What an import did, or would do."""

from dataclasses import asdict, dataclass, field


@dataclass
class Report:
    """Counts of items; `dry_run`: nothing was kept."""

    file: str
    body: str
    body_created: bool
    rules: str
    meeting: str
    meeting_created: bool
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    dry_run: bool = False
    warnings: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return bool(self.body_created or self.meeting_created or self.created or self.updated or self.removed)

    def as_dict(self) -> dict[str, object]:
        return asdict(self)

    def lines(self) -> list[str]:
        """For people."""
        would = "would be " if self.dry_run else ""
        lines = [
            f"{self.file}",
            f"  body      {self.body} ({would + 'created' if self.body_created else 'known'}), rules: {self.rules}",
            f"  meeting   {self.meeting} ({would + 'created' if self.meeting_created else 'known'})",
            f"  items     {would}created {self.created}, {would}updated {self.updated},"
            f" {would}removed {self.removed}, unchanged {self.unchanged}",
        ]
        lines += [f"  note      {warning}" for warning in self.warnings]
        if not self.changed:
            lines.append("  Nothing has changed: this agenda had been imported before.")
        elif self.dry_run:
            lines.append("  A dry run: nothing has been kept.")
        return lines
