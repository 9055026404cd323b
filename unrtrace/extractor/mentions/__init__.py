"""What each kind of citation looks like, one small file a kind."""
