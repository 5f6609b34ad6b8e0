"""Faults and attacks, at a size for every test run and at one that takes its time: `make torture`."""
