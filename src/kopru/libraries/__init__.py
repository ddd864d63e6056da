"""Libraries, branches, people and their roles, dated policies, calendars."""
