"""A witness: a small process that another institution runs. It cosigns that a log has only grown (c2sp.org/tlog-witness).

It needs no Django and no database: a key file, and a file for each log with the last checkpoint that it cosigned.
"""
