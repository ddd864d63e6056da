"""What is counted and printed about the running rules."""
