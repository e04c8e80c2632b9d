"""Starting a case: from two cities and a title, or from what a work plan holds already."""
