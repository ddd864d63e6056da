"""What runs by itself, and when: one schedule, thin functions."""
