"""Named, documented questions: the files of ``data/queries`` and how values are put into them."""
