"""Background work of matching."""
