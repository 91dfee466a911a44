"""Start a project: its names, its plan, and putting it in place in one step."""
