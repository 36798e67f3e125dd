"""What a rule set, an answer sheet, a graph and a report are; types, dates and problems."""
