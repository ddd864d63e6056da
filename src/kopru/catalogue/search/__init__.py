"""Finding editions: questions understood, entries made, the index asked and kept up."""
