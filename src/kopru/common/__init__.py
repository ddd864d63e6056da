"""Text, dates, money, identifiers: small things every room needs. No models."""
