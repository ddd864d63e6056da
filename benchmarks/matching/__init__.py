"""How well and how fast records of one edition are told from others, the Gold Rush key beside us."""
