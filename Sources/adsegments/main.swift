import Commands
import Glibc

// A reader that closes its end early must not kill the process.
signal(SIGPIPE, SIG_IGN)
// A limit on the size of files is told of by the write that passes it.
signal(SIGXFSZ, SIG_IGN)

let exitCode = AdSegmentsCommand.exitCode(arguments: Array(CommandLine.arguments.dropFirst()))
// A run that fails may leave a thread that still reads ahead for it. `exit` would take down the
// libraries below it, libcrypto for one, while it uses them.
fflush(nil)
_exit(exitCode)
