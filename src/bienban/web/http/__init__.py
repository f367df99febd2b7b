"""The HTTP side: negotiation, the SPARQL protocols, problem documents, headers."""
