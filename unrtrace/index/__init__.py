"""What is built from a folder of documents: scan, read, describe, write."""
