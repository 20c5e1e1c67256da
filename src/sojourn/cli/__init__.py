"""The sojourn command, one file for each sub-command."""
