"""The data that passes between stages: frozen dataclasses, no behaviour beyond their own invariants."""
