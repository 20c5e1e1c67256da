"""The server: accounts, workspaces and the web app around the library."""
