"""Tags of the reader's pages."""
