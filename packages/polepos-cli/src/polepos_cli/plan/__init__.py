"""What a command would change, as a value; shown, or carried out in one transaction."""
