"""A pytest plugin that chooses the test environment before Django reads its settings (`-p tests.environment`).

`BALAI_DATABASE` stays as the caller set it: `tools/check.py` runs the suite on SQLite and on PostgreSQL.
"""

import atexit
import os
import shutil
import tempfile

os.environ["BALAI_ENVIRONMENT"] = "test"
for production_only in ("BALAI_HOSTS", "BALAI_ORIGINS", "BALAI_TIME_ZONE"):
    os.environ.pop(production_only, None)
if "PYTEST_XDIST_WORKER" not in os.environ:  # workers share the folder of the process that started them
    os.environ["BALAI_DATA"] = tempfile.mkdtemp(prefix="balai-test-data-")
    atexit.register(shutil.rmtree, os.environ["BALAI_DATA"], ignore_errors=True)
