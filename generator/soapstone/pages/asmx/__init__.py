"""The ASMX page family: help pages of ASP.NET web services."""
