"""Languages that systems speak, as pure codecs: bytes in, values out. No Django, no domain."""
