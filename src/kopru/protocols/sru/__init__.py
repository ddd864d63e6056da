"""SRU: searches over HTTP in CQL, answers in XML (versions 1.1 and 1.2)."""
