"""Facts as JSON, out and in: the keys of the annotation guide, and everything else under one further key ``x``."""
