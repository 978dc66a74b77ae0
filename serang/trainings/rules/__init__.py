"""Training thought through: sessions (which days), attendance (shares), marks, results (passed or what is lacking),
places (who gets in), grants (what passing gives), cells (two people typing into one grid)."""
