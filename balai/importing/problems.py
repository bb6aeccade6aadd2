"""What is wrong with an agenda file, in words that help to mend it."""

from dataclasses import dataclass
from pathlib import Path

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Problem:
    """`where` is a JSON path such as `$.items[3].title`, or empty; `line` counts from 1, where it is known."""

    file: str
    line: int | None
    where: str
    reason: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.where}: {self.reason}" if self.where else f"{place}: {self.reason}"


class AgendaFileError(ValueError):
    """The file cannot be imported; nothing has been."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        lines = [str(problem) for problem in problems[:MOST_SHOWN]]
        if len(problems) > MOST_SHOWN:
            lines.append(f"... and {len(problems) - MOST_SHOWN} more")
        super().__init__("\n".join(lines))


def refuse(path: Path, reason: str, *, line: int | None = None, where: str = "") -> AgendaFileError:
    return AgendaFileError((Problem(path.name, line, where, reason),))
