"""Joins journeys and maps: bindings, numbers on steps, a first map drafted from a log."""
