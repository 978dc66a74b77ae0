"""Backup, restore and demonstration data."""
