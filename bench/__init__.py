"""Reproducible measurements: `balai bench NAME`. docs: bench/README.md, results: bench/RESULTS.md."""
