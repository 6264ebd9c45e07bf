"""The pages of papers: their lists, one paper and the deeds on it."""
