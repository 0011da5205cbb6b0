// Ends the process when whoever started it is gone: its standard input is a pipe that only the
// starter holds open, so even a starter that was killed leaves nothing behind.
process.stdin.resume();
process.stdin.on("close", () => process.exit(0));
