"""Lists that come in from spreadsheets: found, understood, tried out, taken over."""
