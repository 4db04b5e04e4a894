"""What lands on the disk or the terminal: formatting, the plan, writing, differences."""
