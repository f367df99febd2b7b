"""Which line describes which node: the line is written into the text as a statement of the node, and read by the parser.

So nothing here resolves an IRI, a prefix or an escape, or names a blank node: that stays with the parser, which gives the line
with the node. What is read from the marked text is used only where it is otherwise what the file itself says.
"""
