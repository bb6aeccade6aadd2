"""Which statements wrote to the database and were not rolled back."""

import re
from typing import Any

WRITES = ("INSERT", "UPDATE", "DELETE")
SAVEPOINT = re.compile(r'^(ROLLBACK TO SAVEPOINT|RELEASE SAVEPOINT|SAVEPOINT) "?(\w+)"?')


class Written:
    """A wrapper for `connection.execute_wrapper`; `standing` is what is left of the writes."""

    def __init__(self) -> None:
        self._open: list[tuple[str, list[str]]] = [("", [])]

    @property
    def standing(self) -> list[str]:
        return [sql for _name, written in self._open for sql in written]

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if found := SAVEPOINT.match(sql):
            self._at(found[1], found[2])
        elif sql.lstrip().startswith(WRITES) and context["cursor"].rowcount:
            self._open[-1][1].append(sql)
        return result

    def _at(self, what: str, name: str) -> None:
        if what == "SAVEPOINT":
            self._open.append((name, []))
            return
        while len(self._open) > 1:
            inner, written = self._open.pop()
            if what == "RELEASE SAVEPOINT":
                self._open[-1][1].extend(written)
            elif inner == name:
                self._open.append((name, []))  # rolled back to, still open
            if inner == name:
                return
