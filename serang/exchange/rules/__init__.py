"""Understanding a list that came in: where its table is, what its columns mean, what each row would do."""
