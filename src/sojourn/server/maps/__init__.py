"""Maps on the server: a log of operations in a database."""
