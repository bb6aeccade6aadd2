"""A pytest plugin that chooses the test environment before Django reads its settings (`-p tests.environment`)."""

import os

os.environ["BALAI_ENVIRONMENT"] = "test"
