"""Compares two versions of a contract and says which changes break whom.

``revisions`` loads contracts from the disk and from git. ``compare`` finds the changes (of
``operations`` and of ``fields``). ``rules`` is the table of what each kind of change breaks,
``message_directions`` knows which types requests and responses hold, and ``assessment`` applies
both to a change. ``changed_inputs`` finds the pages and other inputs that have changed, and
``causes`` tells by them what a change comes from. ``report`` prints the result. ``run`` does all of
this for ``soapstone generate``.

Nothing is imported here, so that a run that changes nothing loads none of it.
"""
