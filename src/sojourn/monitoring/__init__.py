"""5. Monitoring: before and after."""
