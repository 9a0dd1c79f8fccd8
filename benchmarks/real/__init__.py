"""`make real`: integration trials of graphkit with the programs that it works with, each actually started on this machine."""
