"""What programs call under ``/api/v1``, and the shapes of its answers."""
