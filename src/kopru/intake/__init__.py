"""Every door a wish comes in by: from any draft to one patron request."""
