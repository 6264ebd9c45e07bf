"""Pages of the travel-document desk."""
