"""Links by which people without an account read a map, and say what they think of it."""
