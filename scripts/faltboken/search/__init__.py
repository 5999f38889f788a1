"""The search: words, the index that a build writes, and the ranking that the browser and the terminal share."""
