"""Who goes where: the best use of every place, why, and what would open more of them."""
