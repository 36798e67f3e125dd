"""The sentences and parts of pages that more than one page needs. What one page says is in its command."""
