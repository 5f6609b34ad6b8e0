"""The formats of files: CSV, XLSX and JSONL become rows of cells and back. They know no customer and no column."""
