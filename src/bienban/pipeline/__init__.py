"""The one place that knows the order: read → extract → map → validate → store."""
