"""The only door for writes: each action locks, checks the table, changes, and writes its happening."""
