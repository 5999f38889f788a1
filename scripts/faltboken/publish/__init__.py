"""What is written beside the pages: search index, sitemap and headers, as plain functions from values to text."""
