"""Django's own command line, for developers (`balai` is the one for people)."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.settings")
    os.environ.setdefault("BALAI_ENVIRONMENT", "demo")
    execute_from_command_line(sys.argv)
