"""Readers: their cards, their standing, who may ask."""
