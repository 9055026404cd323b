"""Classes of characters, each defined once, as sources of regular expressions."""

# Combining marks, the stretching stroke and direction marks, which may stand between any two Arabic letters.
ARABIC_MARKS = "[\u0640\u064b-\u0652\u0670\u200e\u200f]*"
