"""Sentences and parts of pages that more than one page needs."""
