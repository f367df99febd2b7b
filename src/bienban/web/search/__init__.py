"""Search and lists: ``/search``, a list for each kind of thing, their data as CSV and JSON, suggestions for the search box."""
