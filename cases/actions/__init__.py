"""What people do with cases, by noun: each verb is keyword-only, `by=`, one transaction, one audit entry."""
