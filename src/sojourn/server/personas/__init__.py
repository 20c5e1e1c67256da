"""The personas that the maps of a workspace share."""
