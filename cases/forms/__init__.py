"""The forms of the investigations department, by page."""
