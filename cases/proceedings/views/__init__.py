"""Pages of proceedings."""
