"""Secret ballots: what seals a ballot, what counts a box, and where the keys are while a ballot is open.

One small interface (`engine.Engine`) and two things behind it. `plain`: the counting service itself, to be trusted.
`belenios`: the tool of that name, whose count others can recompute without seeing a single vote. What each protects:
docs/SECURITY.md, decision 33.
"""
