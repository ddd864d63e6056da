"""Whole networks played: the walkthrough and the demo."""
