"""What posting a comment costs, with few rules and with many."""
