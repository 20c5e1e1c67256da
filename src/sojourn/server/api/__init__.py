"""The HTTP API: mounts the routers of the apps and says faults as problem documents."""
