"""Partner libraries' systems, over ISO 18626."""
