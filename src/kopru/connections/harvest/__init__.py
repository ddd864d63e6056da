"""The catalogue in and out: OAI-PMH harvested from others and served to them, and SRU served."""
