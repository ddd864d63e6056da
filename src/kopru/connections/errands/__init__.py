"""What must still be told to whom: one row a happening and counterpart, with leases."""
