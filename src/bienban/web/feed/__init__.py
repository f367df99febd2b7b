"""``/feed``: what became of the articles, as a Linked Data Event Stream from which another store is kept in step."""
