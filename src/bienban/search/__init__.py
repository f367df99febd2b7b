"""Full-text search over the merged graph: an index beside the store that follows what it publishes."""
