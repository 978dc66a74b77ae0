"""Today's page."""
