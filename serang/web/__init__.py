"""What every page needs of Flask; knows no noun but the table of rights."""
