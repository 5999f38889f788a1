"""What people search for, where it should lead, and how often it does."""
