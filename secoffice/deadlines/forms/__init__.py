"""What the pages about rules and dates ask for."""
