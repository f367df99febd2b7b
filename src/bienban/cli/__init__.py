"""The command line: thin commands over the pipeline, the store and the questions. The only place with click."""
