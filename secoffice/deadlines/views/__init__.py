"""The rules in force, trying them, stopping a clock, and what moved."""
