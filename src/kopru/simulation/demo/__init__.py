"""The demo network: invented libraries, people and books that a newcomer can play with."""
