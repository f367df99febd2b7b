"""A store as a public service: SPARQL 1.1 over HTTP, guarded.

``http`` speaks the protocols (negotiation, problem documents), ``pool`` runs the work in processes that can be stopped, and
what a query may say is judged in :mod:`bienban.store.fetching`, in the process that would run it.
"""
