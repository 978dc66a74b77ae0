"""Facts of the world, for every noun: identity numbers, phones, names, days, schooling, language tests, areas."""
