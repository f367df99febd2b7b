"""From facts to the graph of one article: terms, IRIs, one module a kind of fact, canonical N-Quads."""
