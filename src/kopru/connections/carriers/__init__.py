"""Courier firms: who they are and where a parcel is followed."""
