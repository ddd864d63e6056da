"""Readers' mails coming in."""
