"""Name locks: ``specs/<service>/names.toml`` keeps the names of generated code stable.

``reading`` reads the file and checks what a person may have edited, ``keys`` finds the types that
have locked names, ``writing`` adds new names and leaves all other lines as they are.
"""
