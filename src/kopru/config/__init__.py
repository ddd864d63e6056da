"""Settings, addresses, wiring, the `kopru` command: the only place that knows everything."""
