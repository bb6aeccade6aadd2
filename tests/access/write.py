"""Writes the access tables anew: `python -m tests.access.write`, or `... write queries` for one of them.

Then read the difference: `git diff tests/access`.
"""

import os
import subprocess
import sys

from tests import environment

assert environment  # it chooses the test environment before Django reads its settings


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "balai.settings"
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment

    from tests.access.roles import ROLES
    from tests.access.tables import TABLES
    from tests.access.world import world

    setup_test_environment()
    connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        for table in [one for one in TABLES if one.name in (sys.argv[1:] or [one.name])]:
            with world() as m:
                answers = table.ask(m, table.kinds, ROLES)
            sys.stderr.write("".join(f"{fault}\n" for fault in answers.faults))
            table.path.parent.mkdir(exist_ok=True)
            table.path.write_text(table.text(answers.cells), encoding="utf-8")
    finally:
        connection.creation.destroy_test_db(":memory:", verbosity=0)
    subprocess.run(["git", "diff", "--stat", "--", str(TABLES[0].path.parent)], check=False)


if __name__ == "__main__":
    main()
