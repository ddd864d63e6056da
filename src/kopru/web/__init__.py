"""Pages: the reader's portal, the desk of the staff, the network."""
