"""Classes of characters, each defined once: strings of the characters themselves, without order.

For `str.strip`, `in` and `frozenset` they serve as they are. In a regular expression they stand between brackets, the
hyphens first: rf"[{HYPHENS}{COMMAS}]*".

>>> import re
>>> re.findall(rf"[{COMMAS}{SEMICOLONS}]", "47/4, 47/5；47/6"), "(¹²".translate(FROM_SUPERSCRIPT)
([',', '；'], '(12')
"""

# ---- what is not seen

NO_BREAK_SPACE = "\u00a0"
DIRECTION_MARKS = "\u200e\u200f"  # left-to-right and right-to-left mark
EMBEDDING_CONTROLS = "\u202a\u202b\u202c\u202d\u202e"  # that set the direction of what follows, or end it
ISOLATE_CONTROLS = "\u2066\u2067\u2068\u2069"  # the same, for text that is apart from its surroundings
BIDI_CONTROLS = DIRECTION_MARKS + EMBEDDING_CONTROLS + ISOLATE_CONTROLS
SPACES_IN_LINE = f" {NO_BREAK_SPACE}\u2009\u202f{DIRECTION_MARKS}"  # within a number: thin and narrow ones too
SOFT_HYPHEN = "\u00ad"
JOINERS = "\u200c\u200d"  # that shape the letters next to them, in Persian or in emoji
ZERO_WIDTH = f"{SOFT_HYPHEN}\u200b\u2060\ufeff"  # soft hyphen, space without width, word joiner, byte-order mark
# Combining marks, the stretching stroke and direction marks, which may stand between any two Arabic letters.
ARABIC_MARKS = "[\u0640\u064b-\u0652\u0670\u200e\u200f]*"  # a pattern

# ---- punctuation

COMMAS = ",،，"  # Latin, Arabic, Chinese; and so below
ENUMERATION_COMMA = "、"  # between the members of a Chinese list
SEMICOLONS = ";؛；"
COLONS = ":："
WIDE_SENTENCE_ENDS = "。！？"  # which no space follows
SENTENCE_ENDS = f".!?؟{WIDE_SENTENCE_ENDS}"
CLAUSE_ENDS = COMMAS + SEMICOLONS + COLONS + SENTENCE_ENDS
PARAGRAPH_ENDS = f"{CLAUSE_ENDS}…]"  # the last character of a paragraph that is whole

STRAIGHT_QUOTE = '"'
OPENING_QUOTES = f"{STRAIGHT_QUOTE}“«"
CLOSING_QUOTES = f"{STRAIGHT_QUOTE}”»"
APOSTROPHES = "'’ʼ"
HYPHENS = "-‐‑–"  # hyphen, its two explicit forms, en dash: between two numbers or letters
DASHES = "-–—"  # hyphen, en dash, em dash: after a number, before a title
MARKUP = "*_#"  # of bold, italics and headings

# ---- digits and letters

SUPERSCRIPT_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
TO_SUPERSCRIPT = str.maketrans("0123456789", SUPERSCRIPT_DIGITS)
FROM_SUPERSCRIPT = str.maketrans(SUPERSCRIPT_DIGITS, "0123456789")
# What the mark of a footnote may consist of: 12, ¹², <sup>12</sup>, *; as a class, with a range.
FOOTNOTE_MARK = rf"\d{SUPERSCRIPT_DIGITS}<>/sup*"
FULLWIDTH_TO_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# Chinese and Japanese characters, their punctuation, full-width forms; as a class, with ranges.
CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
# Cyrillic letters that look like Latin ones; only for use inside a symbol or a number.
CYRILLIC_CAPITALS = "АВСЕНКМОРТХ"
CYRILLIC_TO_LATIN = str.maketrans(f"{CYRILLIC_CAPITALS}ІЅЈаеорсхіѕј", "ABCEHKMOPTXISJaeopcxisj")
