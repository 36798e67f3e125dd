"""`decision-aid fhir`: the questions, and somebody's answers, for other systems (FHIR R4)."""
