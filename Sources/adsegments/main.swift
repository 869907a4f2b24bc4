import Commands
import Glibc

// A reader that closes its end early must not kill the process.
signal(SIGPIPE, SIG_IGN)
// A limit on the size of files is told of by the write that passes it.
signal(SIGXFSZ, SIG_IGN)

exit(AdSegmentsCommand.exitCode(arguments: Array(CommandLine.arguments.dropFirst())))
