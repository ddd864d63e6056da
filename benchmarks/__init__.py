"""What is measured, kept apart from what runs: each folder is one subject."""
