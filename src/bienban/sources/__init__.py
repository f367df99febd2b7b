"""Readers: one per format, found by suffix or content, each turning bytes into articles, given facts, or a reason why not."""
