"""Characters, languages, dates, numerals and names: what every floor above reads text with."""
