"""Add modules to a project and take them away again."""
