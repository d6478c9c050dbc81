"""The command: one small file per subcommand, which imports its room only when it runs."""
