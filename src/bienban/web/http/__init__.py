"""The HTTP side: negotiation, the SPARQL protocols, problem documents, headers. :func:`bienban.web.http.app.build` joins them."""
