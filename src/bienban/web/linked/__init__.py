"""Linked data: every IRI of the graph answers under the base URL, with a page for people and data for programs."""
