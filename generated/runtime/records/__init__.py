"""Records: the base of generated classes, tables of members, unknown content, enumerations."""
