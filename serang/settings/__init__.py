"""Code lists, areas, office data and what each installation may change."""
