"""Reproducible measurements: `balai bench NAME`. What each one does and what it gave: bench/RESULTS.md."""
