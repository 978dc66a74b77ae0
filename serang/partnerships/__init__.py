"""Sister cities and agreements."""
