"""The desk of the interlibrary loan staff."""
