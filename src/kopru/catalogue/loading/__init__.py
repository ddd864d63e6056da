"""Deliveries into the catalogue: prepared, grouped into editions, written, indexed; again without harm."""
