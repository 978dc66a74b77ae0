"""Who changed what, who opened whom, and taking it back."""
