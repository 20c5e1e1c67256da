"""Words that all rooms share. Imports nothing of ours."""
