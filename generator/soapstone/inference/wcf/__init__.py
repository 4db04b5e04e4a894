"""Rules of WCF REST help pages: constants, names of operations, variables of addresses."""
