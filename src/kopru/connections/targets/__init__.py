"""Libraries' own catalogues: asked whether a copy is in, right now, all at once and politely."""
