"""What is exported and imported: people with decisions as CSV for spreadsheets, everything as JSON."""
