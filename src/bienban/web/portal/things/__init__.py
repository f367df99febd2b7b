"""Pages of things: for each kind a module that asks a handful of queries and puts the answers into sections."""
