"""Reads what .NET's DataSet and DataTable write, as tables with typed rows."""
