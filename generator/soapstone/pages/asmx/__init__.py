"""The ASMX family: operation pages of ASP.NET web services."""
