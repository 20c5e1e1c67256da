"""A map as slides: native tables, shapes and curves that people go on working with."""
