"""What libraries send, understood: bytes to facts, copies and flaws, or the reason why not."""
