"""Takes events from tracking clients and keeps each exactly once."""
