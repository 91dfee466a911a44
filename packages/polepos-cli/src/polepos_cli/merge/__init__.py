"""Merge what a project should be into what it is: base, disk and target, one engine for every verb."""
