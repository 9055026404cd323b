"""Records and views on their way out: jsonl, json, csv, tsv, aligned text, a rich terminal."""
