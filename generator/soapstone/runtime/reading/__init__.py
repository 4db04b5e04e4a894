"""Documents read: parsed safely, and made records from their trees."""
