"""`make real`: graphkit beside the programs that it works with, each started for real on this machine."""
