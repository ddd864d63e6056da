"""The search index by Tantivy: its fields, its questions, its counts, its folder."""
