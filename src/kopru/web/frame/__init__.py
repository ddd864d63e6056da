"""What every page stands in: layout, components, language, access."""
