"""The cyber exercise in the box: scripted attacks on a throw-away copy, and the proof that it can fail."""
