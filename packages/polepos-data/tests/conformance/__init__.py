"""What the containers and their public peers answer to the same questions."""
