"""Pure thought about these facts: no database, no request, no clock; every day comes in as an argument."""
