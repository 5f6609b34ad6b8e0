"""The service beside what others would write: the same requests, rows and machine, and what comes out as ratios."""
