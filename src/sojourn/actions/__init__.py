"""4. Actions: opportunities and their order."""
