"""Joins journeys and maps: numbers of the log on the steps of a map, and a first map drafted from a log."""
