"""The union catalogue: records, editions across libraries, holdings, search."""
