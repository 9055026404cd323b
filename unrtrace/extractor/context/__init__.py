"""What the sentence around a citation says of it: the part cited, the relation."""
