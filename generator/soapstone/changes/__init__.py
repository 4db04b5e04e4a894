"""What has changed in the terms of a service, and for whom that breaks something.

``compare`` finds the changes between two snapshots of a service (``operations``, ``fields``),
``rules`` has what each kind breaks, ``verdict`` applies that, ``sides`` knows which messages a type
travels in, ``revisions`` fetches snapshots from the disk and from git, ``report`` prints.

Nothing is imported here: a run that changes nothing does without most of it.
"""
