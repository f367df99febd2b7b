"""Answers on paper: tables for people, the SPARQL 1.1 results formats and RDF for programs, and cards of one thing."""
