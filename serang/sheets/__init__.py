"""Spreadsheets without nouns: files become rows of cells, rows become files."""
