"""Pages of accounts: signing_in (public), profile, staff, leave, offices."""
