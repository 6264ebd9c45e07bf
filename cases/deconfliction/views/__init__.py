"""Pages of deconfliction."""
