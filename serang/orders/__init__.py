"""A demand for workers of one occupation: how many, until when, and what is asked of a person."""
