"""From a file that was handed in to the cells of a submission."""
