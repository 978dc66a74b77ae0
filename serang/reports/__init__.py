"""Numbers and sheets over all nouns."""
