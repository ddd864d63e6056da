"""Mails to readers and staff."""
