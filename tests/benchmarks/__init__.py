"""How fast generated code reads and writes, beside others on the same messages: make bench."""
