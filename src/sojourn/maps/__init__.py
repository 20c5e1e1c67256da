"""3. The map: a document people edit together, and nothing else. Loads no numba, Arrow or Django."""
