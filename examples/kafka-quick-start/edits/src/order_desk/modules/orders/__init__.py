"""Orders: taken by a route, shipped by the worker."""
