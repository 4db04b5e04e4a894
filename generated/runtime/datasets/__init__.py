"""Reads and makes what .NET's DataSet and DataTable write: tables with typed rows."""
