"""Forms of staff administration, split as the views are: signing_in, profile, staff, leave, offices."""
