"""E-mails: asked for by a route, sent by the worker."""
