"""The command line. One thin file a command: each calls one pipeline function and prints what it returns.

stdout is result, stderr is talk; `--json` prints one JSON value a line; errors carry a hint and an exit code of their own.
"""
