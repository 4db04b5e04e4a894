"""Names once given: ``specs/<service>/names.toml``, an input like the pages.

``model`` says what such names are, ``reading`` checks what a person may have edited, ``keys``
finds the types they were given to, ``writing`` adds what is new and leaves the rest as it stands.
"""
