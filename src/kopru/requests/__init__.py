"""The heart: a need at one library, asked of others, until the book is home again."""
