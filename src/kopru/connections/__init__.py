"""Talking with other systems, one folder a counterpart."""
