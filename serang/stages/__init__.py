"""The way of a person from registration to departure, and the gates on it."""
