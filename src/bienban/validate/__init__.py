"""From a graph to a report: SHACL shapes, quotes against the text, findings by article with the sentence."""
