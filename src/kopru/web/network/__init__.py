"""The network: its libraries and their administrators."""
