"""What a loan costs, and who owes whom."""
