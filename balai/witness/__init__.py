"""A witness: a small process that another institution runs, and that cosigns that a log has only grown.

The protocol is c2sp.org/tlog-witness.
It needs no Django and no database: a key file, and a file for each log with the last checkpoint that it cosigned.
"""
