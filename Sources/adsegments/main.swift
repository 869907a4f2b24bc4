import Commands
import Glibc

// A reader that closes its end early must not kill the process.
signal(SIGPIPE, SIG_IGN)

exit(AdSegmentsCommand.exitCode(arguments: Array(CommandLine.arguments.dropFirst())))
