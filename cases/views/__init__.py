"""The pages of the investigations department, by noun."""
