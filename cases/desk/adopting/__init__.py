"""What other cities tried: telling it from a lesson, and the editor who lets the public see it."""
