"""What staff do to an item as a whole: give it another name, or take it down."""
