"""Lays a map out as a poster: document in, primitives at exact places out, and nothing else happens."""
