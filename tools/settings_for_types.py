"""The settings as the type checker reads them: those of the test environment, whoever calls it."""

import os

os.environ.setdefault("BALAI_ENVIRONMENT", "test")

from balai.settings import *  # noqa: E402, F403
