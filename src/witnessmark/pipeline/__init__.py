"""Pipeline takes a case and a verb, knows the order, and calls the rooms; the only code that knows both."""
