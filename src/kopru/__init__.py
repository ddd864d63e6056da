"""Köprü ("bridge"): interlibrary loan, from a reader's wish to the book on its own shelf again."""
