"""Papers of a person, with number and expiry."""
