"""Machine-readable zones of travel documents by ICAO Doc 9303: pure rules, no records."""
