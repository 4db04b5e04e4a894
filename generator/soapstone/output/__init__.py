"""What lands on the disk: the packages of a run, the plan, writing, differences."""
