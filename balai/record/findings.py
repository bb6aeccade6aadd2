"""What a check of the record found."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind`: changed, missing, inserted, erased, unreadable, unsigned, contradicted. `place`: table and row."""

    kind: str
    place: str
    text: str
    entry: int | None = None

    def __str__(self) -> str:
        return f"{self.kind.upper():12} {self.place}: {self.text}"

    def as_dict(self) -> dict[str, object]:
        return asdict(self)
