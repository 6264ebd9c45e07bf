"""The demonstration office: invented people, places and matters, told through the same verbs that staff use."""
