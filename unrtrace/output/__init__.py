"""Output: records (jsonl, json, csv, tsv), aligned text for pipes, views on a terminal, graphs and bibliographies."""
