"""Templates: their variables, what fills them, and whether a message is equal to one."""
