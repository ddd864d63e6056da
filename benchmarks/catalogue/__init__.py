"""The union catalogue under load: records made, loaded, searched, and Zebra beside it."""
