"""`decision-aid verify`: does a record still come out the same?"""
