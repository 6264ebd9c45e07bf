"""Pages of the list of lost and stolen documents."""
