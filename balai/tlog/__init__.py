"""Formats of transparency logs by C2SP: signed notes, checkpoints, cosignatures, proofs, policies. No Django here.

Specifications: c2sp.org/signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof, tlog-policy.
"""
