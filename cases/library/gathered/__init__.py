"""Publications that gather: the list of compendia and of what was published elsewhere, and the page of a compendium."""
