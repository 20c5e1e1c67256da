"""The web application: accounts, workspaces, and the HTTP API over the library."""
