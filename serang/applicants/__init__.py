"""A person who wants to work abroad."""
