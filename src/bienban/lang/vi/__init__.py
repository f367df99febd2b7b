"""Vietnamese: lexicon, mentions and the rules that conclude facts from them."""
