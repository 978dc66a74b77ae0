"""Work done beside the pages, with progress."""
