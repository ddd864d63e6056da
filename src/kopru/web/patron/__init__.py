"""The reader's portal: search, ask, follow, cancel."""
