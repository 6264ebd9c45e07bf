"""Forms of the examination room."""
