"""Benchmarks: run by hand, never as tests. They compare ratios within one run."""
