"""Parcels and the paper that travels with them."""
